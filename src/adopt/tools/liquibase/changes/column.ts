// A column as changes describe it: its type, what it is filled with, and its constraints.

import { childOf, valueOf, type TreeNode } from "../tree.ts";
import { counts, dataType } from "./data-type.ts";
import { isOn, literal, name } from "./names.ts";

/** `2024-01-02T03:04:05` as a text; what is no date is a function. */
const date = (text: string): string =>
  /^\d{4}-\d\d-\d\d|^\d\d:\d\d/.test(text)
    ? literal(text.replace("T", " ").replace(/\.(\d*?)0+$/, (_, rest: string) => rest && `.${rest}`))
    : func(text);

/** Whatever begins with one of these is the time of now to Liquibase, also where more stands behind it. */
const func = (text: string): string => (/^current_(?:timestamp|datetime)/i.test(text) ? "now()" : text);

/** A value as it is said in one of several words that begin alike: `valueNumeric`, `defaultValueDate`. */
export function saidValue(node: TreeNode, stem: "value" | "defaultValue"): string | undefined {
  const get = (kind: string): string | undefined => valueOf(node, `${stem}${kind}`);
  const [numeric, boolean, computed] = [get("Numeric"), get("Boolean"), get("Computed")];
  if (numeric !== undefined) return numeric;
  if (boolean !== undefined) return isTrue(boolean) ? "true" : "false";
  if (computed !== undefined) return func(computed);
  const [day, sequence, text] = [get("Date"), get("SequenceNext"), get("")];
  if (day !== undefined) return date(day);
  if (sequence !== undefined) return `nextval(${literal(name(sequence))})`;
  return text === undefined
    ? undefined
    : plainValue(text, valueOf(node, "type") ?? valueOf(node, "columnDataType"), stem);
}

const isTrue = (text: string): boolean => /^(?:true|t|1|yes)$/i.test(text.trim());

function plainValue(text: string, type: string | undefined, stem: string): string {
  if (text.toUpperCase() === "NULL") return "null";
  if (stem === "defaultValue" && type !== undefined) {
    const own = dataType(type);
    if (own === "boolean") return isTrue(text) ? "true" : "false";
    if (
      /^(?:integer|bigint|smallint|decimal|numeric|float|real|double)/i.test(own) &&
      /^-?[\d.]+$/.test(text)
    )
      return text;
    if (/^(?:date|time)/i.test(own) && /^now\(\)$/i.test(text)) return text;
  }
  return literal(text);
}

export const constraintsOf = (column: TreeNode): TreeNode | undefined => childOf(column, "constraints");

/** `generated … as identity`, where the column counts by itself. */
function identity(column: TreeNode): string {
  if (!isOn(column, "autoIncrement") && !counts(valueOf(column, "type") ?? "")) return "";
  const [start, step] = [valueOf(column, "startWith"), valueOf(column, "incrementBy")];
  const options = [
    ...(start === undefined ? [] : [`start with ${start}`]),
    ...(step === undefined ? [] : [`increment by ${step}`]),
  ].join(" ");
  const how = valueOf(column, "generationType")?.toLowerCase() ?? "by default";
  return ` generated ${how} as identity${options === "" ? "" : ` (${options})`}`;
}

export const columnName = (column: TreeNode): string => name(valueOf(column, "name") ?? "");

export const isKey = (column: TreeNode): boolean => {
  const constraints = constraintsOf(column);
  return constraints !== undefined && isOn(constraints, "primaryKey");
};

export const isNotNull = (column: TreeNode): boolean => {
  const constraints = constraintsOf(column);
  return (
    isKey(column) ||
    (constraints !== undefined && valueOf(constraints, "nullable")?.toLowerCase() === "false")
  );
};

/** The column itself, without constraints that have names. */
export function columnText(column: TreeNode, notNull: boolean): string {
  const value = saidValue(column, "defaultValue");
  const fallback = value === undefined ? "" : ` default ${value}`;
  const type = dataType(valueOf(column, "type") ?? "");
  return `${columnName(column)} ${type}${fallback}${identity(column)}${notNull ? " not null" : ""}`;
}

/** ` references t(c)` and what stands behind it, undefined where the column is no foreign key. */
export function references(
  column: TreeNode,
): { readonly constraint: string; readonly to: string } | undefined {
  const constraints = constraintsOf(column);
  if (constraints === undefined) return undefined;
  const [said, table] = [valueOf(constraints, "references"), valueOf(constraints, "referencedTableName")];
  if (said === undefined && table === undefined) return undefined;
  const schema = valueOf(constraints, "referencedTableSchemaName");
  const prefix = schema === undefined ? "" : `${name(schema)}.`;
  const to = said ?? `${prefix}${name(table ?? "")}(${valueOf(constraints, "referencedColumnNames") ?? ""})`;
  const cascade = isOn(constraints, "deleteCascade") ? " on delete cascade" : "";
  const late = isOn(constraints, "initiallyDeferred") ? " initially deferred" : "";
  const deferrable = isOn(constraints, "deferrable") ? " deferrable" : "";
  return {
    constraint: name(valueOf(constraints, "foreignKeyName") ?? ""),
    to: `references ${to}${cascade}${late}${deferrable}`,
  };
}

/** The unique constraint of a column, undefined where it has none. */
export function uniqueness(column: TreeNode): string | undefined {
  const constraints = constraintsOf(column);
  if (constraints === undefined || !isOn(constraints, "unique")) return undefined;
  const called = valueOf(constraints, "uniqueConstraintName");
  return `${called === undefined ? "" : `constraint ${name(called)} `}unique (${columnName(column)})`;
}
