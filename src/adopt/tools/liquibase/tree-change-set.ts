// A changeset of XML, YAML or JSON: the changes that it describes, as SQL.

import { isForPostgres, plainPath, type ChangeSet, type Rollback, type SqlChange } from "./change-set.ts";
import { render } from "./changes/changes.ts";
import type { BadEntry, NodeEntry } from "./entry.ts";
import { ended } from "./statements.ts";
import { childOf, childrenOf, valueOf, type TreeNode } from "./tree.ts";
import { isTrue } from "./words.ts";

/** The text of a file that a change runs; undefined where there is none. */
export type FileText = (node: TreeNode) => string | undefined;

interface Made {
  readonly changes: readonly SqlChange[];
  readonly allSql: boolean;
  /** What takes all of it back, where Liquibase knows. */
  readonly undo: readonly string[] | undefined;
  readonly bad: readonly BadEntry[];
}

const ABOUT = new Set(["comment", "validCheckSum", "preConditions", "rollback"]);

/** The changeset, and what of it cannot be taken over. */
export function changeSetFrom(
  { node, path, line }: NodeEntry,
  file: string,
  textOf: FileText,
): { readonly changeSet: ChangeSet; readonly bad: readonly BadEntry[] } {
  const get = (name: string): string => valueOf(node, name) ?? "";
  const flag = (name: string, fallback: boolean): boolean => isTrue(get(name), fallback);
  const made = madeOf(
    node.children.filter(({ name }) => !ABOUT.has(name)),
    textOf,
  );
  const back = rollbackOf(node, made, textOf);
  const comment = get("comment").trim();
  const changeSet: ChangeSet = {
    ...{ id: get("id"), author: get("author"), path, file, line },
    runs: flag("runAlways", false) ? "always" : flag("runOnChange", false) ? "onChange" : "once",
    inTransaction: flag("runInTransaction", true),
    ...(comment === "" ? {} : { comment }),
    ...{ contexts: get("contextFilter") || get("context"), labels: get("labels"), dbms: get("dbms") },
    ...{ ignored: flag("ignore", false), validCheckSums: validOf(node) },
    preconditions: childrenOf(node, "preConditions").map(inWords),
    ...{ changes: made.changes, allSql: made.allSql },
    ...(back.rollback && { rollback: back.rollback }),
  };
  return { changeSet, bad: [...quoting(node), ...made.bad, ...back.bad] };
}

/** Where everything is quoted, names would mean others than those that are written for them here. */
function quoting(node: TreeNode): readonly BadEntry[] {
  const said = valueOf(node, "objectQuotingStrategy");
  if (said === undefined || said === "LEGACY" || said === "QUOTE_ONLY_RESERVED_WORDS") return [];
  const what = `names are quoted by the strategy ${said}, which is not known here.`;
  return [{ kind: "bad", line: node.line, what, remedy: "Write its changes as SQL." }];
}

const validOf = (node: TreeNode): readonly string[] => {
  const attribute = node.attributes.get("validCheckSum");
  const said = childrenOf(node, "validCheckSum").map(({ text }) => text);
  return [...(attribute === undefined ? [] : [attribute]), ...said].map((each) => each.trim());
};

/** A condition and those in it, as people would say it: `not (tableExists tableName=x)`. */
function inWords({ name, attributes, children, text }: TreeNode): string {
  const own = [...attributes].map(([key, value]) => `${key}=${value}`);
  const inner = children.map(inWords).join(", ");
  return [name, ...own, text.trim(), inner === "" ? "" : `(${inner})`]
    .filter((each) => each !== "")
    .join(" ");
}

function madeOf(nodes: readonly TreeNode[], textOf: FileText): Made {
  const all = nodes.map((node) => changeFrom(node, textOf));
  const undos = all.map(({ undo }) => undo);
  return {
    changes: all.flatMap(({ changes }) => changes),
    allSql: all.every(({ allSql }) => allSql),
    undo: undos.every((each) => each !== undefined) ? undos.toReversed().flat() : undefined,
    bad: all.flatMap(({ bad }) => bad),
  };
}

function changeFrom(node: TreeNode, textOf: FileText): Made {
  if (node.name === "sql" || node.name === "sqlFile") return sqlFrom(node, textOf);
  const rendered = render(node);
  if (rendered === undefined) return refused(node, `the change \`${node.name}\` is not known here.`);
  const sql = rendered.statements.map(ended).join("\n");
  return { changes: sql === "" ? [] : [written(sql)], allSql: false, undo: rendered.undo, bad: [] };
}

const refused = ({ line }: TreeNode, what: string): Made => ({
  ...{ changes: [], allSql: false, undo: undefined },
  bad: [{ kind: "bad", line, what, remedy: "Write what it does as a changeset of SQL with the same id." }],
});

/** SQL of ours, which ends its statements itself. */
const written = (sql: string): SqlChange => ({
  ...{ sql, splitStatements: true, stripComments: false, endDelimiter: ";" },
});

function sqlFrom(node: TreeNode, textOf: FileText): Made {
  const get = (name: string): string => valueOf(node, name) ?? "";
  if (!isForPostgres(get("dbms"))) return { changes: [], allSql: false, undo: [], bad: [] };
  const text =
    node.name === "sqlFile"
      ? textOf(node)
      : (node.attributes.get("sql") ?? childOf(node, "sql")?.text ?? node.text);
  if (text === undefined) return refused(node, `there is no file ${get("path")}.`);
  const endDelimiter = valueOf(node, "endDelimiter");
  const change: SqlChange = {
    sql: text.trim(),
    splitStatements: isTrue(get("splitStatements"), true),
    stripComments: isTrue(get("stripComments"), false),
    ...(endDelimiter === undefined ? {} : { endDelimiter }),
  };
  return { changes: [change], allSql: true, undo: undefined, bad: [] };
}

/** What is said to take it back, or what Liquibase knows by itself. */
function rollbackOf(
  node: TreeNode,
  { undo, changes }: Made,
  textOf: FileText,
): { readonly rollback?: Rollback; readonly bad: readonly BadEntry[] } {
  const said = childrenOf(node, "rollback");
  const [first] = said;
  if (first === undefined) {
    if (undo === undefined || changes.length === 0) return { bad: [] };
    return { rollback: { kind: "sql", changes: [written(undo.map(ended).join("\n"))] }, bad: [] };
  }
  const id = valueOf(first, "changeSetId");
  if (id !== undefined) {
    const path = valueOf(first, "changeSetPath");
    const author = valueOf(first, "changeSetAuthor") ?? "";
    return {
      rollback: { kind: "reference", id, author, ...(path === undefined ? {} : { path: plainPath(path) }) },
      bad: [],
    };
  }
  const all = said.map((each) => {
    const made = madeOf(
      each.children.filter(({ name }) => name !== "comment"),
      textOf,
    );
    const own = [...each.attributes].filter(([key]) => key === "sql").map(([, sql]) => sql);
    const texts = [each.text.trim(), ...own].filter((text) => text !== "");
    const plain = texts.map((sql) => ({ sql, splitStatements: true, stripComments: true }));
    return { changes: [...plain, ...made.changes], bad: made.bad };
  });
  const back = all.flatMap((each) => each.changes);
  const rollback: Rollback = back.length === 0 ? { kind: "none" } : { kind: "sql", changes: back };
  return { rollback, bad: all.flatMap(({ bad }) => bad) };
}
