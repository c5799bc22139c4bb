// Rows of the catalog's types as value types.

import type { ValueType } from "./table.ts";

/** A type as the catalog query gives it. */
export interface TypeRow {
  readonly id: string;
  readonly name: string;
  /** `typtype`: b, c, d, e, m, p, r. */
  readonly kind: string;
  readonly sql: string;
  /** Of a domain its base, of an array its element, of a range its subtype, of a multirange its range. */
  readonly inner: string | null;
  readonly innerModifier: number;
  readonly innerSql: string | null;
  readonly nullable: boolean;
  readonly labels: readonly string[];
  readonly clues: readonly string[];
  readonly attributes: readonly TypeUse[];
}

/** A type where it is used: with its length or precision, as the catalog encodes it; -1 for none. */
export interface TypeUse {
  readonly typeId: string;
  readonly modifier: number;
  readonly sql: string;
}

/** How deep types may be nested; a composite type cannot hold itself, but an array of itself it can. */
const DEPTH_MAX = 8;

/** The type of a column. What is nested too deep, or is unknown, becomes a base type without a name. */
export function valueTypeOf(
  { typeId, modifier, sql }: TypeUse,
  rows: ReadonlyMap<string, TypeRow>,
  depth = 0,
): ValueType {
  const row = rows.get(typeId);
  if (row === undefined || depth > DEPTH_MAX) return { kind: "base", sql, name: "", modifier };
  const inner = (use: Partial<TypeUse>): ValueType => {
    const typed = { typeId: row.inner ?? "", modifier: -1, sql: rows.get(row.inner ?? "")?.sql ?? "" };
    return valueTypeOf({ ...typed, ...use }, rows, depth + 1);
  };
  switch (row.kind) {
    case "e":
      return { kind: "enum", sql, labels: row.labels };
    case "d": {
      const base = inner({ modifier: row.innerModifier, sql: row.innerSql ?? "" });
      return { kind: "domain", sql, base, nullable: row.nullable, clues: row.clues };
    }
    case "r":
      return { kind: "range", sql, subtype: inner({}) };
    case "m":
      return { kind: "multirange", sql, range: inner({}) };
    case "c":
      return {
        kind: "composite",
        sql,
        attributes: row.attributes.map((use) => valueTypeOf(use, rows, depth + 1)),
      };
    default:
      if (row.inner === null) return { kind: "base", sql, name: row.name, modifier };
      return { kind: "array", sql, element: inner({ modifier, sql: sql.replace(/\[\]$/, "") }) };
  }
}

/** The type without the domains around it. */
export const plainType = (type: ValueType): ValueType =>
  type.kind === "domain" ? plainType(type.base) : type;

/** Whether a column of the type takes null where nothing else forbids it. */
export const takesNull = (type: ValueType): boolean =>
  type.kind !== "domain" || (type.nullable && takesNull(type.base));

/** The checks of the domains in a type, and the source of the functions that they call. */
export const cluesOfType = (type: ValueType): readonly string[] => {
  switch (type.kind) {
    case "domain":
      return [...type.clues, ...cluesOfType(type.base)];
    case "array":
      return cluesOfType(type.element);
    case "range":
      return cluesOfType(type.subtype);
    case "multirange":
      return cluesOfType(type.range);
    case "composite":
      return type.attributes.flatMap(cluesOfType);
    case "base":
    case "enum":
      return [];
  }
};
