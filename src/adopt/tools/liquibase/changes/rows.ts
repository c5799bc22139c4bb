// Rows of tables: put in, changed and taken out.

import { childrenOf, valueOf, type TreeNode } from "../tree.ts";
import { columnName, saidValue } from "./column.ts";
import { relation } from "./names.ts";
import type { Render } from "./rendered.ts";

const where = (node: TreeNode): string => {
  const said = valueOf(node, "where")?.trim();
  return said === undefined || said === "" ? "" : ` where ${said}`;
};

const valueOfColumn = (column: TreeNode): string =>
  saidValue(column, "value") ??
  (column.text.trim() === "" ? "null" : `'${column.text.replaceAll("'", "''")}'`);

const insert: Render = (node) => {
  const columns = childrenOf(node, "column");
  const names = columns.map(columnName).join(", ");
  return {
    statements: [
      `insert into ${relation(node, "tableName")} (${names}) values (${columns.map(valueOfColumn).join(", ")})`,
    ],
  };
};

/** Liquibase sorts what it sets by the names of the columns. */
const update: Render = (node) => {
  const set = childrenOf(node, "column")
    .toSorted((a, b) => ((valueOf(a, "name") ?? "") < (valueOf(b, "name") ?? "") ? -1 : 1))
    .map((column) => `${columnName(column)} = ${valueOfColumn(column)}`);
  return { statements: [`update ${relation(node, "tableName")} set ${set.join(", ")}${where(node)}`] };
};

export const ROWS: Readonly<Record<string, Render>> = {
  ...{ insert, update },
  delete: (node) => ({ statements: [`delete from ${relation(node, "tableName")}${where(node)}`] }),
};
