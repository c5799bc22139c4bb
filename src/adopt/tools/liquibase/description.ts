// The text that Liquibase makes of a change that is described in words, whose hash is the change's checksum.

import { onDeleteOf } from "./changes/constraints.ts";
import type { TreeNode } from "./tree.ts";

const TEXTS = new Set([
  ...["catalogName", "schemaName", "tableName", "columnName", "columnNames", "columnDataType", "remarks"],
  ...["tablespace", "tableType", "constraintName", "indexName", "sequenceName", "viewName", "uniqueColumns"],
  ...["oldTableName", "newTableName", "oldColumnName", "newColumnName", "oldViewName", "newViewName"],
  ...["oldSequenceName", "newSequenceName", "newDataType", "dataType", "defaultNullValue", "forIndexName"],
  ...["forIndexSchemaName", "forIndexCatalogName", "baseTableCatalogName", "baseTableSchemaName"],
  ...["baseTableName", "baseColumnNames", "referencedTableCatalogName", "referencedTableSchemaName"],
  ...["referencedTableName", "referencedColumnNames", "onDelete", "onUpdate", "defaultValueConstraintName"],
  ...["defaultValue", "defaultValueNumeric", "defaultValueDate", "defaultValueComputed", "dbms", "where"],
  ...["defaultValueSequenceNext", "columnParentType", "procedureName", "tag", "selectQuery", "message"],
  ...["target", "comments", "generationType"],
]);
const FLAGS = new Set([
  ...[
    "cascadeConstraints",
    "validate",
    "clustered",
    "deferrable",
    "initiallyDeferred",
    "disabled",
    "dropIndex",
  ],
  ...["unique", "cycle", "ordered", "replaceIfExists", "fullDefinition", "ifExists", "defaultValueBoolean"],
]);
const COUNTS = new Set(["cacheSize", "incrementBy", "maxValue", "minValue", "startValue", "startWith"]);

const COLUMN_TEXTS = new Set([
  ...["name", "type", "value", "valueBlobFile", "valueClobFile", "encoding", "valueComputed", "remarks"],
  ...["valueSequenceNext", "valueSequenceCurrent", "defaultValue", "defaultValueComputed", "generationType"],
  ...["defaultValueSequenceNext", "defaultValueConstraintName", "afterColumn", "beforeColumn"],
]);
const COLUMN_FLAGS = new Set([
  ...["computed", "valueBoolean", "defaultValueBoolean", "autoIncrement", "defaultOnNull", "descending"],
]);
const COLUMN_COUNTS = new Set(["startWith", "incrementBy", "position"]);

const CONSTRAINT_TEXTS = new Set([
  ...["notNullConstraintName", "primaryKeyName", "primaryKeyTablespace", "references", "checkConstraint"],
  ...["referencedTableCatalogName", "referencedTableSchemaName", "referencedTableName"],
  ...["referencedColumnNames", "uniqueConstraintName", "foreignKeyName"],
]);
const CONSTRAINT_FLAGS = new Set([
  ...["nullable", "primaryKey", "unique", "deleteCascade", "initiallyDeferred", "deferrable"],
  ...["validateNullable", "validateUnique", "validatePrimaryKey", "validateForeignKey"],
]);

/** What of a change is not in its text. */
const LEFT_OUT: Readonly<Record<string, readonly string[]>> = {
  createTable: ["ifNotExists"],
  createIndex: ["associatedWith"],
  tagDatabase: ["keepTagOnRollback"],
};
/** And what is left out since version 9. */
const LEFT_OUT_SINCE: Readonly<Record<string, readonly string[]>> = {
  createView: ["path", "relativeToChangelogFile", "selectQuery", "encoding"],
  createProcedure: [
    ...["path", "relativeToChangelogFile", "procedureText", "procedureBody", "encoding", "comments", "dbms"],
  ],
};

/** What stands between the tags of these, by its name. */
const BODIES: Readonly<Record<string, string>> = { output: "message", createView: "selectQuery" };

/** The text; undefined where something is said of which it is not certain how it stands there. */
export function descriptionOf(node: TreeNode, version: 8 | 9): string | undefined {
  const since = version === 9 ? (LEFT_OUT_SINCE[node.name] ?? []) : [];
  const left = [...(LEFT_OUT[node.name] ?? []), ...since];
  const columns: TreeNode[] = [];
  const fields = new Map<string, string | undefined>();
  for (const [key, value] of saidIn(node)) if (!left.includes(key)) fields.set(key, plain(key, value));
  for (const child of node.children) {
    if (child.name === "column") columns.push(child);
    else if (child.children.length > 0 || child.attributes.size > 0) return undefined;
  }
  const body = BODIES[node.name];
  if (body !== undefined && !left.includes(body) && node.text.trim() !== "")
    fields.set(body, node.text.trim());
  if (node.name === "output" && !fields.has("target")) fields.set("target", "STDERR");
  if (node.name === "addForeignKeyConstraint") takeCascade(node, fields);
  const lines = linesOf(fields, INDENT);
  const listed = columns.map((column) => columnText(column, node.name));
  if (lines === undefined || !listed.every((each) => each !== undefined)) return undefined;
  const list =
    listed.length === 0
      ? []
      : [`${INDENT}columns=[\n${listed.map((each) => `${INDENT}${INDENT}${each}`).join(",\n")}\n${INDENT}]`];
  return `${node.name}:${inBrackets([...lines, ...list], "")}`;
}

const INDENT = "    ";

/** Attributes, and children that hold nothing but text. */
const saidIn = (node: TreeNode): readonly (readonly [string, string])[] => [
  ...node.attributes,
  ...node.children
    .filter(({ name, children, attributes }) => name !== "column" && children.length + attributes.size === 0)
    .map(({ name, text }) => [name, text.trim()] as const),
];

/** The text of a value of a change; undefined where it is not certain. */
function plain(key: string, value: string): string | undefined {
  if (TEXTS.has(key)) return value;
  if (FLAGS.has(key)) return flag(value);
  return COUNTS.has(key) ? count(value) : undefined;
}

const flag = (value: string): string => String(value.trim().toLowerCase() === "true");

const count = (value: string): string | undefined =>
  /^-?\d+$/.test(value.trim()) ? String(BigInt(value.trim())) : undefined;

/** `onDelete` as it comes out, and what is not in the text of a foreign key. */
function takeCascade(node: TreeNode, fields: Map<string, string | undefined>): void {
  fields.delete("deleteCascade");
  fields.delete("referencesUniqueColumn");
  const onDelete = onDeleteOf(node);
  if (onDelete === undefined) fields.delete("onDelete");
  else fields.set("onDelete", onDelete);
}

/** `key="value"` for each; undefined where one is not certain. */
function linesOf(
  fields: ReadonlyMap<string, string | undefined>,
  indent: string,
): readonly string[] | undefined {
  const lines = [...fields].map(([key, value]) =>
    value === undefined ? undefined : `${indent}${key}="${value}"`,
  );
  return lines.every((line) => line !== undefined) ? lines : undefined;
}

/** The lines in the order of their letters. */
const inBrackets = (lines: readonly string[], indent: string): string =>
  lines.length === 0 ? "[]" : `[\n${lines.toSorted(byLetters).join("\n")}\n${indent}]`;

const byLetters = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

const [COLUMN_INDENT, INNER_INDENT] = [INDENT.repeat(2), INDENT.repeat(3)];

/** Columns of an index have their names and their order, whatever else is said. */
const OF_INDEX = new Set(["name", "computed", "descending"]);

function columnText(column: TreeNode, change: string): string | undefined {
  const fields = new Map<string, string | undefined>();
  const value = column.text.trim();
  if (value !== "") fields.set("value", value);
  for (const [key, said] of column.attributes) {
    if (change === "createIndex" && !OF_INDEX.has(key)) continue;
    const [name, text] = valueText(key, said);
    fields.set(name, text);
  }
  const lines = linesOf(fields, INNER_INDENT);
  const constraints = column.children.map(constraintsText);
  if (lines === undefined || !constraints.every((each) => each !== undefined)) return undefined;
  return inBrackets([...lines, ...constraints], COLUMN_INDENT);
}

/** What is no number or no date is a function. */
function valueText(key: string, said: string): readonly [name: string, text: string | undefined] {
  if (COLUMN_TEXTS.has(key)) return [key, said];
  if (COLUMN_FLAGS.has(key)) return [key, flag(said)];
  if (COLUMN_COUNTS.has(key)) return [key, count(said)];
  if (/^(?:value|defaultValue)Numeric$/.test(key)) return numeric(key, said);
  return /^(?:value|defaultValue)Date$/.test(key) ? date(key, said) : [key, undefined];
}

const computed = (key: string): string => key.replace(/Numeric$|Date$/, "Computed");

function numeric(key: string, said: string): readonly [string, string | undefined] {
  const bare = said.startsWith("(") ? said.slice(1).replace(/\)$/, "") : said;
  if (/^-?\d+(?:\.\d+)?$/.test(bare)) return [key, bare];
  return /^[a-z_]/i.test(bare) && !/^null$/i.test(bare)
    ? [computed(key), key.startsWith("value") ? said : bare]
    : [key, undefined];
}

const DATE = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d:\d\d(?:\.\d*[1-9])?)?$|^\d\d:\d\d:\d\d$/;

function date(key: string, said: string): readonly [string, string | undefined] {
  if (DATE.test(said)) return [key, said.replace(" ", "T")];
  return /^(?!null$|now|today)[a-z_]/i.test(said) || /\(/.test(said)
    ? [computed(key), said]
    : [key, undefined];
}

function constraintsText(node: TreeNode): string | undefined {
  if (node.name !== "constraints" || node.children.length > 0) return undefined;
  const fields = [...node.attributes].map(([key, value]) => {
    if (CONSTRAINT_FLAGS.has(key)) return [key, flag(value)] as const;
    return [key, CONSTRAINT_TEXTS.has(key) ? value : undefined] as const;
  });
  const lines = linesOf(new Map(fields), INDENT.repeat(4));
  return lines && `${INNER_INDENT}${inBrackets(lines, INNER_INDENT)}`;
}
