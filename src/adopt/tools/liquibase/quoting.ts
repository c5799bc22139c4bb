// What a changelog says of how names are quoted, put into the names themselves.

import { valueOf, type TreeNode } from "./tree.ts";

export type Quoting = "LEGACY" | "QUOTE_ALL_OBJECTS" | "QUOTE_ONLY_RESERVED_WORDS";

/** What is said, in the words of Liquibase; undefined for a strategy that it does not know either. */
export function quotingIn(said: string): Quoting | undefined {
  if (said === "") return "LEGACY";
  return said === "LEGACY" || said === "QUOTE_ALL_OBJECTS" || said === "QUOTE_ONLY_RESERVED_WORDS"
    ? said
    : undefined;
}

const NAMES = new Set([
  ...["tableName", "columnName", "columnNames", "schemaName", "viewName", "sequenceName", "indexName"],
  ...["oldTableName", "newTableName", "oldColumnName", "newColumnName", "oldViewName", "newViewName"],
  ...["oldSequenceName", "newSequenceName", "constraintName", "primaryKeyName", "uniqueConstraintName"],
  ...["baseTableName", "baseTableSchemaName", "baseColumnNames", "foreignKeyName"],
  ...["referencedTableName", "referencedTableSchemaName", "referencedColumnNames"],
  ...["valueSequenceNext", "defaultValueSequenceNext"],
]);
const LIST = /Names$/;

/**
 * A change whose names say themselves how they are quoted. As Liquibase does it by default, a name of both cases is
 * quoted; by the other strategies all names are, or only those that cannot stand without.
 */
export function quoted(node: TreeNode, quoting: Quoting): TreeNode {
  if (quoting === "LEGACY") return node;
  const own = quoting === "QUOTE_ALL_OBJECTS" ? inQuotes : folding;
  const isName = (key: string): boolean =>
    NAMES.has(key) || (key === "name" && node.name === "column" && valueOf(node, "computed") !== "true");
  const put = (key: string, value: string): string =>
    LIST.test(key)
      ? value
          .split(",")
          .map((each) => own(each.trim()))
          .join(",")
      : own(value);
  return {
    ...node,
    attributes: new Map(
      [...node.attributes].map(([key, value]) => [key, isName(key) ? put(key, value) : value]),
    ),
    children: node.children.map((child) => quoted(child, quoting)),
  };
}

const inQuotes = (text: string): string => (text.startsWith('"') ? text : `"${text.replaceAll('"', '""')}"`);

/** PostgreSQL makes the name lower case where it stands without quotes. */
const folding = (text: string): string => (/^[A-Za-z_]\w*$/.test(text) ? text.toLowerCase() : text);
