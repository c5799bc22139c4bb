// A changeset of XML, YAML or JSON: the changes that it describes, as SQL.

import {
  isForPostgres,
  plainPath,
  ifSaid,
  type ChangeSet,
  type Rollback,
  type SqlChange,
} from "./change-set.ts";
import { render } from "./changes/changes.ts";
import { formOf, load, type TypeOf } from "./changes/load.ts";
import { hashOf, hashOfRows, NO_HASH } from "./checksum.ts";
import { linesThatCount } from "./csv.ts";
import type { BadEntry, NodeEntry } from "./entry.ts";
import { modifyingIn, type Modifying } from "./modify-sql.ts";
import { preconditionFrom } from "./precondition.ts";
import { quoted, quotingIn, type Quoting } from "./quoting.ts";
import { ended } from "./statements.ts";
import { childOf, childrenOf, valueOf, type TreeNode } from "./tree.ts";
import { isTrue } from "./words.ts";

/** What changesets are read by besides their own text. */
export interface Beside {
  /** The text of the file that a change names; undefined where there is none. */
  readonly textOf: (node: TreeNode) => string | undefined;
  /** The type of a column by what was described before; undefined where nothing was. */
  readonly typeOf: TypeOf;
}

interface Made {
  readonly changes: readonly SqlChange[];
  /** What takes all of it back, where Liquibase knows. */
  readonly undo: readonly string[] | undefined;
  readonly bad: readonly BadEntry[];
}

const ABOUT = new Set(["comment", "validCheckSum", "preConditions", "rollback", "modifySql"]);

/** The changeset, and what of it cannot be taken over. */
export function changeSetFrom(
  { node, path, line, quoting }: NodeEntry,
  file: string,
  beside: Beside,
): { readonly changeSet: ChangeSet; readonly bad: readonly BadEntry[] } {
  const said = valueOf(node, "objectQuotingStrategy") ?? quoting;
  const strategy = quotingIn(said);
  const { visitors, modify, bad } = modifyingIn(node);
  const reading: Reading = { ...beside, quoting: strategy ?? "LEGACY", modify };
  const get = (name: string): string => valueOf(node, name) ?? "";
  const flag = (name: string, fallback: boolean): boolean => isTrue(get(name), fallback);
  const made = madeOf(
    node.children.filter(({ name }) => !ABOUT.has(name)),
    reading,
  );
  const back = rollbackOf(node, made, { ...reading, modify: undefined });
  const comment = get("comment").trim();
  const changeSet: ChangeSet = {
    ...{ id: get("id"), author: get("author"), path, file, line },
    runs: flag("runAlways", false) ? "always" : flag("runOnChange", false) ? "onChange" : "once",
    inTransaction: flag("runInTransaction", true),
    ...(comment === "" ? {} : { comment }),
    contexts: ifSaid(get("contextFilter") || get("context")),
    ...{ labels: ifSaid(get("labels")), dbms: get("dbms") },
    ...{ ignored: flag("ignore", false), validCheckSums: validOf(node) },
    preconditions: childrenOf(node, "preConditions").map(preconditionFrom),
    ...{ changes: made.changes, visitors },
    ...(back.rollback && { rollback: back.rollback }),
  };
  return {
    changeSet,
    bad: [...(strategy ? [] : [unknownQuoting(line, said)]), ...bad, ...made.bad, ...back.bad],
  };
}

const unknownQuoting = (line: number, said: string): BadEntry => ({
  ...{ kind: "bad", line, what: `names are quoted by the strategy ${said}, which is not known here.` },
  remedy: "Write its changes as SQL.",
});

const validOf = (node: TreeNode): readonly string[] => {
  const attribute = node.attributes.get("validCheckSum");
  const said = childrenOf(node, "validCheckSum").map(({ text }) => text);
  return [...(attribute === undefined ? [] : [attribute]), ...said].map((each) => each.trim());
};

/** How changes are read. */
interface Reading extends Beside {
  readonly quoting: Quoting;
  readonly modify: Modifying["modify"];
}

function madeOf(nodes: readonly TreeNode[], reading: Reading): Made {
  const all = nodes.map((node) => changeFrom(node, reading));
  const undos = all.map(({ undo }) => undo);
  return {
    changes: all.flatMap(({ changes }) => changes),
    undo: undos.every((each) => each !== undefined) ? undos.toReversed().flat() : undefined,
    bad: all.flatMap(({ bad }) => bad),
  };
}

/** The file of SQL or of values that a change names. */
export const fileIn = (node: TreeNode): string => valueOf(node, "path") ?? valueOf(node, "file") ?? "";

function changeFrom(node: TreeNode, reading: Reading): Made {
  const { textOf, quoting, modify = (statement) => statement } = reading;
  if (node.name === "sql" || node.name === "sqlFile") return sqlFrom(node, reading);
  if (LOADS.has(node.name)) return loadFrom(node, reading);
  if (!isForPostgres(valueOf(node, "dbms") ?? "")) return NOTHING_HERE;
  const holdsSql = BODIES.get(node.name);
  const body = holdsSql && (valueOf(node, "path") === undefined ? bodyOf(node, holdsSql) : textOf(node));
  if (holdsSql && body === undefined) return refused(node, `there is no file ${fileIn(node)}.`);
  const rendered = render(quoted(node, quoting), body);
  if (rendered === undefined) return refused(node, `the change \`${node.name}\` is not known here.`);
  const sql = rendered.statements.map(modify).map(ended).join("\n");
  const change = { ...written(sql), hash: hashOf(node, body) };
  return { changes: [change], undo: rendered.undo, bad: [] };
}

/** Rows that stand in a file. */
export const LOADS: ReadonlySet<string> = new Set(["loadData", "loadUpdateData"]);

function loadFrom(node: TreeNode, { textOf, quoting, typeOf }: Reading): Made {
  const text = textOf(node);
  if (text === undefined) return refused(node, `there is no file ${fileIn(node)}.`);
  if (valueOf(node, "onlyUpdate") !== undefined) return refused(node, "`onlyUpdate` is not known here.");
  const loaded = load(quoted(node, quoting), text, typeOf);
  if ("why" in loaded) return refused(node, loaded.why, loaded.remedy);
  const sql = loaded.statements.map(ended).join("\n");
  const hash = hashOfRows(valueOf(node, "tableName") ?? "", linesThatCount(text, formOf(node)));
  return { changes: [{ ...written(sql), hash }], undo: undefined, bad: [] };
}

/** Those that hold SQL, by what it is called there. */
const BODIES = new Map([
  ["createView", ["selectQuery"]],
  ["createProcedure", ["procedureText", "procedureBody"]],
]);

const bodyOf = (node: TreeNode, names: readonly string[]): string =>
  names.map((name) => valueOf(node, name)).find((each) => each !== undefined) ?? node.text.trim();

/** A change for another database. */
const NOTHING_HERE: Made = {
  changes: [{ sql: "", splitStatements: true, stripComments: false, hash: NO_HASH }],
  ...{ undo: [], bad: [] },
};

const refused = (
  { line }: TreeNode,
  what: string,
  remedy = "Write what it does as a changeset of SQL with the same id.",
): Made => ({
  ...{ changes: [], undo: undefined },
  bad: [{ kind: "bad", line, what, remedy }],
});

/** SQL of ours, which ends its statements itself. */
const written = (sql: string): SqlChange => ({
  ...{ sql, splitStatements: true, stripComments: false, endDelimiter: ";" },
});

function sqlFrom(node: TreeNode, { textOf, modify }: Reading): Made {
  const get = (name: string): string => valueOf(node, name) ?? "";
  if (!isForPostgres(get("dbms"))) return NOTHING_HERE;
  const text =
    node.name === "sqlFile"
      ? textOf(node)
      : (node.attributes.get("sql") ?? childOf(node, "sql")?.text ?? node.text);
  if (text === undefined) return refused(node, `there is no file ${fileIn(node)}.`);
  if (modify) return refused(node, "`modifySql` changes each of its statements.");
  const endDelimiter = valueOf(node, "endDelimiter");
  const change: SqlChange = {
    sql: text.trim(),
    splitStatements: isTrue(get("splitStatements"), true),
    stripComments: isTrue(get("stripComments"), false),
    ...(endDelimiter === undefined ? {} : { endDelimiter }),
  };
  return { changes: [change], undo: undefined, bad: [] };
}

/** What is said to take it back, or what Liquibase knows by itself. */
function rollbackOf(
  node: TreeNode,
  { undo, changes }: Made,
  reading: Reading,
): { readonly rollback?: Rollback; readonly bad: readonly BadEntry[] } {
  const said = childrenOf(node, "rollback");
  const [first] = said;
  if (first === undefined) {
    if (undo === undefined || changes.every(({ sql }) => sql === "")) return { bad: [] };
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
      reading,
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
