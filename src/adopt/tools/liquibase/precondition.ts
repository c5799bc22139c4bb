// What Liquibase asks before it runs a changeset, as a condition of SQL, so that a converted file can ask the same.

import { folded, literal, relation } from "./changes/names.ts";
import { isForPostgres, type Condition, type Precondition } from "./change-set.ts";
import { valueOf, type TreeNode } from "./tree.ts";

/** What an element `preConditions` asks. */
export function preconditionFrom(node: TreeNode): Precondition {
  const skipping = /^(?:MARK_RAN|CONTINUE)$/i;
  return {
    words: inWords(node),
    skips: ["onFail", "onError"].some((key) => skipping.test(valueOf(node, key) ?? "")),
    // In YAML these stand in the same list.
    condition: allOf(node.children.filter(({ name: own }) => !/^on[A-Z]/.test(own))),
  };
}

/** A condition and those in it, as people would say it. */
function inWords({ name: own, attributes, children, text }: TreeNode): string {
  const said = [...attributes].map(([key, value]) => `${key}=${value}`);
  const inner = children.map(inWords).join(", ");
  return [own, ...said, text.trim(), inner === "" ? "" : `(${inner})`]
    .filter((each) => each !== "")
    .join(" ");
}

function allOf(nodes: readonly TreeNode[]): Condition | undefined {
  const parts = conditionsOf(nodes);
  if (parts === undefined) return undefined;
  const absent = parts.map((part) => part.absent);
  const sql = parts.length === 0 ? "true" : parts.map((part) => part.sql).join(" and ");
  return { sql, ...(absent.every((each) => each !== undefined) && { absent: absent.flat() }) };
}

function conditionsOf(nodes: readonly TreeNode[]): readonly Condition[] | undefined {
  const parts = nodes.map(conditionOf);
  return parts.every((part) => part !== undefined) ? parts : undefined;
}

function conditionOf(node: TreeNode): Condition | undefined {
  const { name: kind, children } = node;
  switch (kind) {
    case "and":
    case "preConditions": {
      const inner = allOf(children);
      return inner && { ...inner, sql: `(${inner.sql})` };
    }
    case "or": {
      const parts = conditionsOf(children);
      return parts && { sql: `(${parts.map(({ sql }) => sql).join(" or ") || "false"})` };
    }
    case "not":
      return notOf(children);
    case "dbms":
      return isForPostgres(valueOf(node, "type") ?? "") ? { sql: "true", absent: [] } : { sql: "false" };
    default: {
      const sql = EXISTS[kind]?.(node) ?? CHECKS[kind]?.(node);
      return sql === undefined ? undefined : { sql };
    }
  }
}

/** None of them may hold. */
function notOf(children: readonly TreeNode[]): Condition | undefined {
  const parts = conditionsOf(children);
  if (parts === undefined) return undefined;
  const named = children.map((child) => (EXISTS[child.name] ? nameIn(child) : undefined));
  const sql = parts.map((part) => `not (${part.sql})`).join(" and ");
  return { sql: sql || "true", ...(named.every((each) => each !== undefined) && { absent: named }) };
}

type Ask = (node: TreeNode) => string | undefined;

/** What is asked for: the last of its names is the narrowest. */
function nameIn(node: TreeNode): string | undefined {
  const keys = ["columnName", "indexName", "primaryKeyName", "foreignKeyName", "constraintName"];
  const said = [...keys, "sequenceName", "viewName", "tableName"].map((key) => valueOf(node, key));
  return said.find((each) => each !== undefined)?.toLowerCase();
}

const relationOf =
  (key: string, kinds: string): Ask =>
  (node) =>
    valueOf(node, key) === undefined
      ? undefined
      : `exists (select from pg_catalog.pg_class where oid = ${regclass(node, key)} and relkind in (${kinds}))`;

const regclass = (node: TreeNode, key: string): string =>
  `pg_catalog.to_regclass(${literal(relation(node, key))})`;

/** Liquibase compares names of columns without their upper and lower case. */
const columnExists: Ask = (node) =>
  `exists (select from pg_catalog.pg_attribute where attrelid = ${regclass(node, "tableName")} ` +
  `and pg_catalog.lower(attname) = ${literal((valueOf(node, "columnName") ?? "").toLowerCase())} ` +
  "and attnum > 0 and not attisdropped)";

const constraintExists =
  (kind: string, tableKey: string, nameKey: string): Ask =>
  (node) => {
    const [table, own] = [valueOf(node, tableKey), valueOf(node, nameKey)];
    if (table === undefined && own === undefined) return undefined;
    const schemaKey = tableKey === "tableName" ? "schemaName" : "foreignKeyTableSchemaName";
    const on = `pg_catalog.to_regclass(${literal(relation(node, tableKey, schemaKey))})`;
    const asked = [
      ...(table === undefined ? [] : [` and conrelid = ${on}`]),
      ...(own === undefined ? [] : [` and conname = ${literal(folded(own))}`]),
    ];
    return `exists (select from pg_catalog.pg_constraint where contype = '${kind}'${asked.join("")})`;
  };

const EXISTS: Readonly<Record<string, Ask>> = {
  tableExists: relationOf("tableName", "'r', 'p'"),
  viewExists: relationOf("viewName", "'v'"),
  sequenceExists: relationOf("sequenceName", "'S'"),
  indexExists: relationOf("indexName", "'i', 'I'"),
  columnExists,
  primaryKeyExists: constraintExists("p", "tableName", "primaryKeyName"),
  foreignKeyConstraintExists: constraintExists("f", "foreignKeyTableName", "foreignKeyName"),
  uniqueConstraintExists: (node) =>
    valueOf(node, "constraintName") === undefined
      ? undefined
      : constraintExists("u", "tableName", "constraintName")(node),
};

const CHECKS: Readonly<Record<string, Ask>> = {
  sqlCheck: (node) => {
    const query = (valueOf(node, "sql") ?? node.text).trim().replace(/;\s*$/, "");
    return query === "" ? undefined : `(${query})::text = ${literal(valueOf(node, "expectedResult") ?? "")}`;
  },
  tableIsEmpty: (node) => `not exists (select from ${relation(node, "tableName")})`,
  rowCount: (node) =>
    `(select count(*) from ${relation(node, "tableName")}) = ${Number(valueOf(node, "expectedRows") ?? "0")}`,
};

/** The script, run where the condition holds. */
export function guarded(script: string, { sql }: Condition): string {
  const outer = tagFor(script, "asked");
  const inner = tagFor(script, "changeset");
  return `do ${outer}
begin
  if ${sql} then
    execute ${inner}
${script.trim()}
${inner};
  end if;
end
${outer};`;
}

/** Dollar quotes that do not stand in the text. */
function tagFor(text: string, word: string): string {
  let tag = `$${word}$`;
  // Bound: each round makes a longer tag than any in the text.
  while (text.includes(tag)) tag = `${tag.slice(0, -1)}_$`;
  return tag;
}

/** True for a script that asks before it runs. */
export const isGuarded = (text: string): boolean => /^do \$asked_*\$$/m.test(text);
