// Rows that stand in a file beside the changelog.

import { readCsv, type CsvForm } from "../csv.ts";
import { childrenOf, valueOf, type TreeNode } from "../tree.ts";
import { dataType } from "./data-type.ts";
import { literal, name, relation } from "./names.ts";
import type { Rendered } from "./rendered.ts";

/** Why the rows cannot be told from the files alone. */
export interface Untold {
  readonly why: string;
  readonly remedy: string;
}

/** How the file is written. */
export const formOf = (node: TreeNode): CsvForm => ({
  separator: (valueOf(node, "separator") ?? ",").replace(/^\\t$|^tab$/i, "\t"),
  quote: valueOf(node, "quotchar") ?? '"',
  comment: valueOf(node, "commentLineStartsWith") ?? "#",
});

const AS_SQL = "Write the rows as `insert`, with the same id and `validCheckSum: any`.";

/** The type of a table's column, as it is written; undefined where nobody has said. */
export type TypeOf = (table: string, column: string) => string | undefined;

/** Puts the rows of the file in, or says why that cannot be told. */
export function load(node: TreeNode, text: string, typeOf: TypeOf): Rendered | Untold {
  const read = rowsIn(node, text, typeOf);
  if ("why" in read) return read;
  const { columns, rows } = read;
  if (rows.length === 0) return { statements: [] };
  const head = `insert into ${relation(node, "tableName")} (${columns.map(name).join(", ")}) values `;
  if (node.name !== "loadUpdateData") {
    return { statements: [head + rows.map((row) => `(${row.join(", ")})`).join(",\n  ")] };
  }
  const keys = (valueOf(node, "primaryKey") ?? "").split(",");
  const [odd] = keys.filter((key) => !columns.includes(key));
  if (odd !== undefined)
    return { why: `its key names \`${odd}\`, which is no column of its file.`, remedy: AS_SQL };
  const table = relation(node, "tableName");
  return { statements: rows.map((row) => upsert({ table, columns, keys }, { head, row })) };
}

/** What is there already, by the key that is said, is changed instead. Liquibase sorts what it sets. */
function upsert(
  {
    table,
    columns,
    keys,
  }: { readonly table: string; readonly columns: readonly string[]; readonly keys: readonly string[] },
  { head, row }: { readonly head: string; readonly row: readonly string[] },
): string {
  const pair = (column: string): string => `${name(column)} = ${row[columns.indexOf(column)] ?? "null"}`;
  const set = columns
    .filter((column) => !keys.includes(column))
    .toSorted((a, b) => (a < b ? -1 : 1))
    .map(pair);
  return `do
$$
begin
update ${table} set ${set.join(", ")} where ${keys.map(pair).join(" and ")};
if not found then
${head}(${row.join(", ")});
end if;
end;
$$
language plpgsql`;
}

interface Rows {
  readonly columns: readonly string[];
  /** Values as SQL. */
  readonly rows: readonly (readonly string[])[];
}

function rowsIn(node: TreeNode, text: string, typeOf: TypeOf): Rows | Untold {
  const encoding = valueOf(node, "encoding") ?? "UTF-8";
  if (!/^utf-?8$/i.test(encoding)) return { why: `its file is written in ${encoding}.`, remedy: AS_SQL };
  // Liquibase takes some of them for more than a letter.
  if (text.includes("\\")) return { why: "its file has backslashes.", remedy: AS_SQL };
  const csv = readCsv(text, formOf(node));
  if (csv === undefined) return { why: "its file is no table of values.", remedy: AS_SQL };
  const kept = csv.header
    .map((header, index) => columnFor(node, { header, index, typeOf }))
    .filter(({ type }) => type !== "skip");
  const rows: (readonly string[])[] = [];
  for (const row of csv.rows) {
    const values: string[] = [];
    for (const column of kept) {
      const value = valueFor(column, row[column.index] ?? "");
      if (typeof value === "object") return value;
      values.push(value);
    }
    rows.push(values);
  }
  return { columns: kept.map((column) => column.name), rows };
}

interface Column {
  readonly name: string;
  readonly index: number;
  /** In lower case; empty where nothing is said. */
  readonly type: string;
  /** What it is in the table, where that is known. */
  readonly stored?: string;
  readonly fallback: boolean;
}

/** What is said of the column that stands under this header. */
function columnFor(
  node: TreeNode,
  { header, index, typeOf }: { readonly header: string; readonly index: number; readonly typeOf: TypeOf },
): Column {
  const same = (said: string | undefined): boolean => said?.toLowerCase() === header.toLowerCase();
  const found = childrenOf(node, "column").find(
    (column) =>
      same(valueOf(column, "header") ?? valueOf(column, "name")) ||
      valueOf(column, "index") === String(index),
  );
  const own = (found && valueOf(found, "name")) ?? header;
  const stored = typeOf(valueOf(node, "tableName") ?? "", own);
  return {
    ...{ name: own, index, ...(stored === undefined ? {} : { stored: dataType(stored) }) },
    type: ((found && valueOf(found, "type")) ?? "").toLowerCase(),
    fallback: found?.attributes.has("defaultValue") === true,
  };
}

const TEXTUAL = /^(?:string|uuid|other|clob|(?:var|n|nvar)?char\b.*|text)$/;
const TIMES = /^(?:date|time|datetime|timestamp)$/;
const NUMBERS = /^(?:numeric|number|int|integer|bigint|decimal.*)$/;

/** The value as SQL, or why it is not known. */
function valueFor({ name: column, type, stored, fallback }: Column, value: string): string | Untold {
  if (fallback) return { why: `the column ${column} has a default in the changelog.`, remedy: AS_SQL };
  if (value.toLowerCase() === "null") return "null";
  if (TEXTUAL.test(type)) return literal(value);
  if (type === "") return value === "" ? emptyOf(column, stored) : literal(value);
  if (value === "") return "null";
  if (NUMBERS.test(type)) return /^-?\d+(?:\.\d+)?$/.test(value) ? value : literal(value);
  if (TIMES.test(type)) return literal(value.replace("T", " "));
  if (type === "boolean" && /^(?:true|t|1|false|f|0)$/i.test(value)) return `${/^[t1]/i.test(value)}`;
  return type === "computed"
    ? value
    : { why: `the column ${column} is of the type ${type}, which is not known here.`, remedy: AS_SQL };
}

/** With a database at hand, Liquibase looks there what the column is: texts are empty, all else is null. */
function emptyOf(column: string, stored: string | undefined): string | Untold {
  if (stored !== undefined) return /char|text/i.test(stored) ? "''" : "null";
  return {
    why: `the column ${column} has empty values, and what they come to depends on its type.`,
    remedy: `Say it in the changelog: <column name="${column}" type="STRING"/>. The checksum stays the same.`,
  };
}
