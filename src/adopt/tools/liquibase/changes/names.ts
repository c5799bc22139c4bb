// Names and values as Liquibase's generator for PostgreSQL writes them.

import { RESERVED_WORDS } from "../../../../core/name.ts";
import { valueOf, type TreeNode } from "../tree.ts";

/** Quoted where it has both cases, is no word, or is a reserved one: `Name` stays `"Name"`, `NAME` becomes `name`. */
export function name(text: string): string {
  const mixed = /[a-z]/.test(text) && /[A-Z]/.test(text);
  const plain = /^[A-Za-z_][A-Za-z0-9_]*$/.test(text) && !mixed && !RESERVED_WORDS.has(text.toLowerCase());
  return plain || text.startsWith('"') ? text : `"${text.replaceAll('"', '""')}"`;
}

/** What PostgreSQL calls a primary key whose name is not said. */
export const keyName = (table: string): string =>
  table.startsWith('"') ? `${table.slice(0, -1)}_pkey"` : name(`${table}_pkey`);

/** The name as the catalogs have it. */
export const folded = (text: string): string => {
  const written = name(text);
  return written.startsWith('"') ? written.slice(1, -1).replaceAll('""', '"') : written.toLowerCase();
};

/** Names between commas. */
export const names = (list: string): string =>
  list
    .split(",")
    .map((each) => name(each.trim()))
    .join(", ");

/** What the node names, with its schema where it names one. */
export function relation(node: TreeNode, key: string, schemaKey = "schemaName"): string {
  const schema = valueOf(node, schemaKey);
  const own = name(valueOf(node, key) ?? "");
  return schema === undefined || schema === "" ? own : `${name(schema)}.${own}`;
}

export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** True for `true`, in any case. */
export const isOn = (node: TreeNode, key: string): boolean => valueOf(node, key)?.toLowerCase() === "true";
