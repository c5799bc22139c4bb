// Tables and their columns.

import { childrenOf, valueOf, type TreeNode } from "../tree.ts";
import {
  columnName,
  columnText,
  constraintsOf,
  isKey,
  isNotNull,
  references,
  saidValue,
  uniqueness,
} from "./column.ts";
import { dataType } from "./data-type.ts";
import { isOn, keyName, literal, name, relation } from "./names.ts";
import type { Render } from "./rendered.ts";

const comment = (table: string, column: TreeNode): readonly string[] => {
  const remarks = valueOf(column, "remarks");
  return remarks === undefined
    ? []
    : [`comment on column ${table}.${columnName(column)} is ${literal(remarks)}`];
};

function keyOf(columns: readonly TreeNode[], table: string): readonly string[] {
  const keys = columns.filter(isKey);
  if (keys.length === 0) return [];
  const said = keys
    .map((column) => constraintsOf(column))
    .flatMap((each) => (each ? (valueOf(each, "primaryKeyName") ?? []) : []));
  const called = said[0] === undefined ? keyName(table) : name(said[0]);
  return [`constraint ${called} primary key (${keys.map(columnName).join(", ")})`];
}

const createTable: Render = (node) => {
  const table = relation(node, "tableName");
  const columns = childrenOf(node, "column");
  const parts = [
    ...columns.map((column) => columnText(column, isNotNull(column))),
    ...keyOf(columns, valueOf(node, "tableName") ?? ""),
    ...columns.flatMap((column) => {
      const found = references(column);
      return found ? [`constraint ${found.constraint} foreign key (${columnName(column)}) ${found.to}`] : [];
    }),
    ...columns.flatMap((column) => uniqueness(column) ?? []),
  ];
  const [remarks, tablespace] = [valueOf(node, "remarks"), valueOf(node, "tablespace")];
  const head = `create table ${isOn(node, "ifNotExists") ? "if not exists " : ""}${table}`;
  return {
    statements: [
      `${head} (${parts.join(", ")})${tablespace === undefined ? "" : ` tablespace ${name(tablespace)}`}`,
      ...(remarks === undefined ? [] : [`comment on table ${table} is ${literal(remarks)}`]),
      ...columns.flatMap((column) => comment(table, column)),
    ],
    undo: [`drop table ${table}`],
  };
};

const addColumn: Render = (node) => {
  const table = relation(node, "tableName");
  const columns = childrenOf(node, "column");
  const filled = columns.filter((column) => saidValue(column, "value") !== undefined);
  const late = new Set(filled.filter(isNotNull));
  return {
    statements: [
      ...columns.flatMap((column) => added(table, column, late.has(column))),
      ...filled.map(
        (column) => `update ${table} set ${columnName(column)} = ${saidValue(column, "value") ?? "null"}`,
      ),
      ...columns.flatMap((column) => comment(table, column)),
      ...[...late].map((column) => `alter table ${table} alter column ${columnName(column)} set not null`),
    ],
    undo: columns.map((column) => `alter table ${table} drop column ${columnName(column)}`),
  };
};

function added(table: string, column: TreeNode, late: boolean): readonly string[] {
  const [unique, found] = [uniqueness(column), references(column)];
  const key = isKey(column) ? " primary key" : "";
  return [
    `alter table ${table} add ${columnText(column, isNotNull(column) && !late)}${key}`,
    ...(unique === undefined ? [] : [`alter table ${table} add ${unique}`]),
    ...(found
      ? [
          `alter table ${table} add constraint ${found.constraint} foreign key (${columnName(column)}) ${found.to}`,
        ]
      : []),
  ];
}

const dropColumn: Render = (node) => {
  const said = valueOf(node, "columnName");
  const all = said === undefined ? childrenOf(node, "column").map(columnName) : [name(said)];
  return { statements: all.map((each) => `alter table ${relation(node, "tableName")} drop column ${each}`) };
};

/** `rename`, there and back. */
const renaming =
  (kind: string, oldKey: string, newKey: string): Render =>
  (node) => {
    const [from, to] = [name(valueOf(node, oldKey) ?? ""), name(valueOf(node, newKey) ?? "")];
    const schema = valueOf(node, "schemaName");
    const at = (text: string): string => (schema === undefined ? text : `${name(schema)}.${text}`);
    return {
      statements: [`alter ${kind} ${at(from)} rename to ${to}`],
      undo: [`alter ${kind} ${at(to)} rename to ${from}`],
    };
  };

const renameColumn: Render = (node) => {
  const [from, to] = [name(valueOf(node, "oldColumnName") ?? ""), name(valueOf(node, "newColumnName") ?? "")];
  const table = relation(node, "tableName");
  return {
    statements: [`alter table ${table} rename column ${from} to ${to}`],
    undo: [`alter table ${table} rename column ${to} to ${from}`],
  };
};

const modifyDataType: Render = (node) => {
  const column = name(valueOf(node, "columnName") ?? "");
  const type = dataType(valueOf(node, "newDataType") ?? "");
  return {
    statements: [
      `alter table ${relation(node, "tableName")} alter column ${column} type ${type} using (${column}::${type})`,
    ],
  };
};

/** Before identity columns there were sequences, and Liquibase still makes them here. */
const addAutoIncrement: Render = (node) => {
  const [table, column] = [relation(node, "tableName"), name(valueOf(node, "columnName") ?? "")];
  const schema = valueOf(node, "schemaName");
  const plain = `${valueOf(node, "tableName") ?? ""}_${valueOf(node, "columnName") ?? ""}_seq`;
  const sequence = `${schema === undefined ? "" : `${name(schema)}.`}${name(plain)}`;
  const said = (key: string, words: string): string => {
    const value = valueOf(node, key);
    return value === undefined ? "" : ` ${words} ${value}`;
  };
  return {
    statements: [
      `create sequence if not exists ${sequence}${said("startWith", "start with")}${said("incrementBy", "increment by")}`,
      `alter table ${table} alter column ${column} set not null`,
      `alter table ${table} alter column ${column} set default nextval(${literal(sequence)})`,
      `alter sequence ${sequence} owned by ${table}.${column}`,
    ],
  };
};

export const TABLES: Readonly<Record<string, Render>> = {
  ...{ createTable, addAutoIncrement, addColumn, dropColumn, renameColumn, modifyDataType },
  dropTable: (node) => ({
    statements: [
      `drop table ${relation(node, "tableName")}${isOn(node, "cascadeConstraints") ? " cascade" : ""}`,
    ],
  }),
  renameTable: renaming("table", "oldTableName", "newTableName"),
  renameView: renaming("table", "oldViewName", "newViewName"),
  renameSequence: renaming("sequence", "oldSequenceName", "newSequenceName"),
  setTableRemarks: (node) => ({
    statements: [
      `comment on table ${relation(node, "tableName")} is ${literal(valueOf(node, "remarks") ?? "")}`,
    ],
  }),
  setColumnRemarks: (node) => ({
    statements: [
      `comment on column ${relation(node, "tableName")}.${name(valueOf(node, "columnName") ?? "")} is ${literal(valueOf(node, "remarks") ?? "")}`,
    ],
  }),
};
