// Constraints and defaults of columns that are there.

import { valueOf, type TreeNode } from "../tree.ts";
import { saidValue } from "./column.ts";
import { isOn, keyName, literal, name, names, relation } from "./names.ts";
import type { Render } from "./rendered.ts";

const alterColumn = (node: TreeNode, what: string): string =>
  `alter table ${relation(node, "tableName")} alter column ${name(valueOf(node, "columnName") ?? "")} ${what}`;

const named = (node: TreeNode): string => {
  const said = valueOf(node, "constraintName");
  return said === undefined ? "" : `constraint ${name(said)} `;
};

const tablespace = (node: TreeNode): string => {
  const said = valueOf(node, "tablespace");
  return said === undefined ? "" : ` using index tablespace ${name(said)}`;
};

const deferring = (node: TreeNode): string =>
  `${isOn(node, "deferrable") ? " deferrable" : ""}${isOn(node, "initiallyDeferred") ? " initially deferred" : ""}`;

const drop =
  (tableKey = "tableName", schemaKey = "schemaName"): Render =>
  (node) => ({
    statements: [`alter table ${relation(node, tableKey, schemaKey)} drop constraint ${constraintOf(node)}`],
  });

/** PostgreSQL's own name for a primary key, where none is said. */
function constraintOf(node: TreeNode): string {
  const said = valueOf(node, "constraintName");
  return said === undefined ? keyName(valueOf(node, "tableName") ?? "") : name(said);
}

/** Without a name it is whatever key the table has by now: it may have come from a table of another name. */
const dropPrimaryKey: Render = (node) => {
  if (valueOf(node, "constraintName") !== undefined) return drop()(node);
  const table = relation(node, "tableName");
  const statement = `do $drop$
declare
  called name;
begin
  select conname into strict called from pg_catalog.pg_constraint
  where conrelid = pg_catalog.to_regclass(${literal(table)}) and contype = 'p';
  execute pg_catalog.format('alter table ${table.replaceAll("'", "''").replaceAll("%", "%%")} drop constraint %I', called);
end
$drop$`;
  return { statements: [statement] };
};

const addNotNullConstraint: Render = (node) => {
  const [table, column] = [relation(node, "tableName"), name(valueOf(node, "columnName") ?? "")];
  const value = valueOf(node, "defaultNullValue");
  const fill =
    value === undefined ? [] : [`update ${table} set ${column} = ${literal(value)} where ${column} is null`];
  return {
    statements: [...fill, alterColumn(node, "set not null")],
    undo: [alterColumn(node, "drop not null")],
  };
};

const addPrimaryKey: Render = (node) => ({
  statements: [
    `alter table ${relation(node, "tableName")} add ${named(node)}primary key (${names(valueOf(node, "columnNames") ?? "")})${tablespace(node)}`,
  ],
  undo: drop()(node).statements,
});

const addUniqueConstraint: Render = (node) => ({
  statements: [
    `alter table ${relation(node, "tableName")} add ${named(node)}unique (${names(valueOf(node, "columnNames") ?? "")})${tablespace(node)}${deferring(node)}`,
  ],
  ...(valueOf(node, "constraintName") === undefined ? {} : { undo: drop()(node).statements }),
});

/** `deleteCascade` is the older word, and where it is said, `onDelete` counts for nothing. */
export function onDeleteOf(node: TreeNode): string | undefined {
  const said = valueOf(node, "onDelete");
  if (valueOf(node, "deleteCascade") === undefined) return said;
  return said === undefined && isOn(node, "deleteCascade") ? "CASCADE" : undefined;
}

const action = (words: string, said: string | undefined): string =>
  said === undefined ? "" : ` ${words} ${said.toLowerCase()}`;

const addForeignKeyConstraint: Render = (node) => {
  const base = relation(node, "baseTableName", "baseTableSchemaName");
  const to = relation(node, "referencedTableName", "referencedTableSchemaName");
  const [own, other] = [valueOf(node, "baseColumnNames") ?? "", valueOf(node, "referencedColumnNames") ?? ""];
  const later = valueOf(node, "validate")?.toLowerCase() === "false" ? " not valid" : "";
  const actions = `${action("on update", valueOf(node, "onUpdate"))}${action("on delete", onDeleteOf(node))}`;
  return {
    statements: [
      `alter table ${base} add ${named(node)}foreign key (${names(own)}) references ${to} (${names(other)})${actions}${deferring(node)}${later}`,
    ],
    undo: drop("baseTableName", "baseTableSchemaName")(node).statements,
  };
};

/** A sequence that is named here goes when the column goes. */
const addDefaultValue: Render = (node) => {
  const sequence = valueOf(node, "defaultValueSequenceNext");
  const column = `${relation(node, "tableName")}.${name(valueOf(node, "columnName") ?? "")}`;
  return {
    statements: [
      alterColumn(node, `set default ${saidValue(node, "defaultValue") ?? "null"}`),
      ...(sequence === undefined ? [] : [`alter sequence ${name(sequence)} owned by ${column}`]),
    ],
    undo: [alterColumn(node, "drop default")],
  };
};

export const CONSTRAINTS: Readonly<Record<string, Render>> = {
  ...{ addNotNullConstraint, addPrimaryKey, addUniqueConstraint, addForeignKeyConstraint, addDefaultValue },
  dropPrimaryKey,
  dropNotNullConstraint: (node) => ({
    statements: [alterColumn(node, "drop not null")],
    undo: [alterColumn(node, "set not null")],
  }),
  dropDefaultValue: (node) => ({ statements: [alterColumn(node, "drop default")] }),
  dropUniqueConstraint: drop(),
  dropForeignKeyConstraint: drop("baseTableName", "baseTableSchemaName"),
};
