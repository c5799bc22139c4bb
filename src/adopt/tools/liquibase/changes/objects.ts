// Indexes, sequences, views and procedures.

import { childrenOf, valueOf, type TreeNode } from "../tree.ts";
import { columnName } from "./column.ts";
import { isOn, literal, name, relation } from "./names.ts";
import type { Render } from "./rendered.ts";

/** An expression stands as it is written: what is said to be one, and what looks like a function. */
const indexed = (column: TreeNode): string => {
  const [said = "", computed] = [valueOf(column, "name"), valueOf(column, "computed")];
  const isExpression = computed === undefined ? said.includes("(") : isOn(column, "computed");
  const own = isExpression ? said : columnName(column);
  return `${own}${isOn(column, "descending") ? " desc" : ""}`;
};

const createIndex: Render = (node) => {
  const said = valueOf(node, "indexName");
  const tablespace = valueOf(node, "tablespace");
  const columns = childrenOf(node, "column").map(indexed).join(", ");
  const head = `create ${isOn(node, "unique") ? "unique " : ""}index ${said === undefined ? "" : `${name(said)} `}`;
  const at = tablespace === undefined ? "" : ` tablespace ${name(tablespace)}`;
  return {
    statements: [
      `${head}on ${relation(node, "tableName")}(${columns})${at}`,
      ...(isOn(node, "clustered") && said !== undefined
        ? [`cluster ${relation(node, "tableName")} using ${name(said)}`]
        : []),
    ],
    ...(said === undefined ? {} : { undo: dropIndex(node).statements }),
  };
};

const dropIndex: Render = (node) => ({ statements: [`drop index ${relation(node, "indexName")}`] });

/** What is said of a sequence, in the order in which Liquibase writes it. */
function optionsOf(node: TreeNode): string {
  const said = (key: string, words: string): string => {
    const value = valueOf(node, key);
    return value === undefined ? "" : ` ${words} ${value}`;
  };
  const cycle = valueOf(node, "cycle")?.toLowerCase();
  return [
    ...[said("dataType", "as"), said("startValue", "start with"), said("incrementBy", "increment by")],
    ...[said("minValue", "minvalue"), said("maxValue", "maxvalue"), said("cacheSize", "cache")],
    cycle === undefined ? "" : cycle === "true" ? " cycle" : node.name === "alterSequence" ? " no cycle" : "",
  ].join("");
}

const createSequence: Render = (node) => ({
  statements: [`create sequence if not exists ${relation(node, "sequenceName")}${optionsOf(node)}`],
  undo: dropSequence(node).statements,
});

const dropSequence: Render = (node) => ({
  statements: [`drop sequence ${relation(node, "sequenceName")} cascade`],
});

const createView: Render = (node, body = "") => {
  const view = relation(node, "viewName");
  const query = body.trim().replace(/;\s*$/, "");
  const remarks = valueOf(node, "remarks");
  const head = `create ${isOn(node, "replaceIfExists") ? "or replace " : ""}view ${view} as `;
  return {
    statements: [
      isOn(node, "fullDefinition") ? query : `${head}${query}`,
      ...(remarks === undefined ? [] : [`comment on view ${view} is ${literal(remarks)}`]),
    ],
    ...(isOn(node, "replaceIfExists") ? {} : { undo: dropView(node).statements }),
  };
};

const dropView: Render = (node) => ({
  statements: [`drop view ${isOn(node, "ifExists") ? "if exists " : ""}${relation(node, "viewName")}`],
});

export const OBJECTS: Readonly<Record<string, Render>> = {
  ...{ createIndex, dropIndex, createSequence, dropSequence, createView, dropView },
  alterSequence: (node) => ({
    statements: [`alter sequence ${relation(node, "sequenceName")}${optionsOf(node)}`],
  }),
  dropProcedure: (node) => ({ statements: [`drop procedure ${relation(node, "procedureName")}`] }),
  createProcedure: (_node, body = "") => ({ statements: [body.trim().replace(/;\s*$/, "")] }),
};
