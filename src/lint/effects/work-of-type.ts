// The work of ALTER COLUMN TYPE: a new copy of the table, new indexes, or checks that are made again.

import type { ChangeOf } from "../../core/change.ts";
import type { TypeName } from "../../core/definition.ts";
import type { Index, Table } from "../../core/schema.ts";
import { workOn } from "./effect.ts";
import type { Known, Work } from "./effect.ts";
import { refersTo, withHeirs } from "./heirs.ts";
import { changesOrder, isSame, keepsBytes } from "./type-change.ts";

/** What a table, and those that its foreign keys join it with, go through for another type. */
export function workOfType(change: ChangeOf<"alter-column-type">, known: Known): readonly Work[] {
  const { schema } = known;
  const table = schema.table(change.table);
  if (change.object !== "table" && change.object !== "foreign-table") return [];
  const tables = withHeirs(schema, table, change.only);
  const column = table.columns.get(change.column);
  const rewrite = rewriteOfType(change, known);
  if (rewrite !== "no") {
    const referring = schema
      .referencesTo(table)
      .filter(({ constraint }) => refersTo(constraint, change.column));
    return [
      ...tables.map((each) => ({ ...workOn(each, "rewrite", "type"), certain: rewrite === "yes" })),
      ...referring.map((each) => workOn(each.table, "scan", "foreign-key")),
      ...referencedBy(table, change.column).map((id) => workOn(schema.tableById(id), "scan", "foreign-key")),
    ];
  }
  const reordered =
    change.collation !== undefined || (column?.type !== undefined && changesOrder(column.type, change.type));
  const rebuilt = schema.indexesOf(table).some((index) => isRebuilt(index, change.column, reordered));
  const isChecked = table.constraints.some(
    ({ kind, valid, columns }) => kind === "check" && valid && columns.includes(change.column),
  );
  return [
    ...(rebuilt ? tables.map((each) => workOn(each, "build", "index")) : []),
    ...(isChecked ? tables.map((each) => workOn(each, "scan", "check")) : []),
  ];
}

/** One that has the column in an expression or in its WHERE is built anew whatever the types are. */
function isRebuilt({ parts, predicate = [] }: Index, column: string, reordered: boolean): boolean {
  if (predicate.includes(column)) return true;
  return parts.some(
    (part) => (reordered && part.column === column) || part.expression?.columns.includes(column) === true,
  );
}

/** Ids of the tables that the foreign keys on a column refer to. */
const referencedBy = ({ constraints }: Table, column: string): readonly number[] =>
  constraints.flatMap(({ references, columns }) =>
    references !== undefined && columns.includes(column) ? [references] : [],
  );

function rewriteOfType(change: ChangeOf<"alter-column-type">, known: Known): "yes" | "no" | "unknown" {
  const { using } = change;
  const before = known.schema.table(change.table).columns.get(change.column)?.type;
  if (before !== undefined && using === undefined && isSame(before, change.type)) return "no";
  const target = baseOf(change.type, known);
  if (target === undefined) return "yes";
  const start = before === undefined ? undefined : (baseOf(before, known, true) ?? before);
  const zone = known.settings.get("timezone");
  if (using !== undefined && !using.isColumnItself) {
    if (using.castsTo === undefined) return "yes";
    const middle = baseOf(using.castsTo, known);
    if (middle === undefined || isRewritten(middle, target, zone) === "yes") return "yes";
    return start === undefined ? "unknown" : isRewritten(start, middle, zone);
  }
  return start === undefined ? "unknown" : isRewritten(start, target, zone);
}

/** Unknown where it depends on a TimeZone that the file does not set. */
function isRewritten(from: TypeName, to: TypeName, zone: string | undefined): "yes" | "no" | "unknown" {
  if (keepsBytes(from, to, zone !== undefined && UTC.test(zone))) return "no";
  return zone === undefined && keepsBytes(from, to, true) ? "unknown" : "yes";
}

const UTC = /^(?:utc|gmt|etc\/utc|z)$/i;

/** The type under a domain; undefined for one with a constraint, which has to be checked row by row. */
function baseOf(type: TypeName, { schema }: Known, constrainedToo = false): TypeName | undefined {
  const known = schema.type(type);
  if (known?.kind !== "domain") return type;
  return known.constrained && !constrainedToo ? undefined : known.base;
}
