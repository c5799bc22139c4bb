// Follows a changelog through all that it takes in, and puts the values of properties in.

import { posix } from "node:path";

import type { Problem } from "../../../core/problem.ts";
import { isBuilt } from "../../folders.ts";
import { propertiesIn } from "../../java-properties.ts";
import { badFile } from "../../reading.ts";
import type { Choice, LookedAt } from "../../tool.ts";
import { isForPostgres, plainPath, type ChangeSet, type Precondition, type SqlChange } from "./change-set.ts";
import { isChosen } from "./choice.ts";
import {
  joinedScope,
  type Entry,
  type IncludeEntry,
  type NodeEntry,
  type PropertyEntry,
  type Scope,
} from "./entry.ts";
import { entriesOf, isChangelogName } from "./formats.ts";
import { expanded, type Values } from "./parameters.ts";
import { changeSetFrom, fileIn, LOADS } from "./tree-change-set.ts";
import { childrenOf, expandedNode, valueOf, type TreeNode } from "./tree.ts";

/** A changelog by the path that Liquibase has for it, and by the one below our folder. */
export interface Located {
  readonly path: string;
  readonly file: string;
}

export interface Changelog {
  readonly changeSets: readonly ChangeSet[];
  readonly problems: readonly Problem[];
}

interface Place {
  readonly folder: LookedAt;
  /** What stands in front of Liquibase's paths in our folder: `src/main/resources/`. */
  readonly prefix: string;
}

interface Walk extends Place {
  readonly values: Map<string, string>;
  readonly choice: Choice;
  readonly changeSets: ChangeSet[];
  readonly problems: Problem[];
  readonly seen: Set<string>;
  /** Of the columns that were described until now: `table.column` in lower case. */
  readonly types: Map<string, string>;
}

interface Inherited {
  readonly scope: Scope;
  readonly logicalFilePath: string;
}

const NO_SCOPE: Scope = { contexts: [], labels: [], ignored: false };

/** What is said beside the changelogs. */
export interface Given {
  /** They win over those of the changelogs. */
  readonly values: ReadonlyMap<string, string>;
  readonly choice: Choice;
}

/** All changesets in the order in which Liquibase runs them, with those that are not chosen. */
export async function readChangelog(folder: LookedAt, root: Located, given: Given): Promise<Changelog> {
  const walk: Walk = {
    ...{ folder, prefix: prefixOf(root), values: new Map(given.values), choice: given.choice },
    ...{ changeSets: [], problems: [], seen: new Set(), types: new Map() },
  };
  await readOne(walk, root, { scope: NO_SCOPE, logicalFilePath: "" });
  return walk;
}

const prefixOf = ({ path, file }: Located): string =>
  file.endsWith(path) ? file.slice(0, -path.length) : "";

async function readOne(walk: Walk, located: Located, inherited: Inherited): Promise<void> {
  if (walk.seen.has(located.file)) return;
  walk.seen.add(located.file);
  const source = await walk.folder.read(located.file);
  if (source === undefined) {
    walk.problems.push(badFile({ file: located.file }, "it is not UTF-8.", "Save it as UTF-8."));
    return;
  }
  const path = inherited.logicalFilePath === "" ? located.path : plainPath(inherited.logicalFilePath);
  const own = new Map<string, string>();
  const values: Values = (name) => own.get(name) ?? walk.values.get(name);
  for (const entry of entriesOf(source.text, { path, file: located.file })) {
    await take(walk, entry, { located, inherited, own, values });
  }
}

interface Within {
  readonly located: Located;
  readonly inherited: Inherited;
  /** Values of this file alone. */
  readonly own: Map<string, string>;
  readonly values: Values;
}

async function take(walk: Walk, entry: Entry, within: Within): Promise<void> {
  const { located, inherited, values, own } = within;
  switch (entry.kind) {
    case "bad":
      walk.problems.push(badFile({ file: located.file, line: entry.line }, entry.what, entry.remedy));
      return;
    case "property":
      if (isChosen(entry, walk.choice)) define(entry.global ? walk.values : own, entry);
      return;
    case "properties":
      await defineAll(walk, located, entry);
      return;
    case "changeset":
      walk.changeSets.push(finished(entry.changeSet, values, inherited.scope));
      return;
    case "node":
      await takeNode(walk, entry, within);
      return;
    case "include":
    case "includeAll":
      await include(walk, { ...entry, path: expanded(entry.path, values) }, within);
      return;
  }
}

/** A changeset that is described: files of SQL that it runs are read first. */
async function takeNode(walk: Walk, entry: NodeEntry, { located, inherited, values }: Within): Promise<void> {
  const node = expandedNode(entry.node, values);
  const texts = new Map<TreeNode, string>();
  for (const each of filesRunBy(node)) {
    const relative = valueOf(each, "relativeToChangelogFile")?.toLowerCase() === "true";
    const found = locate(walk, located, { path: fileIn(each), relative });
    const source = found && (await walk.folder.read(found.file));
    if (source) texts.set(each, LOADS.has(each.name) ? source.text : expanded(source.text, values));
  }
  for (const [column, type] of typesIn(node)) walk.types.set(column, type);
  const { changeSet, bad } = changeSetFrom({ ...entry, node }, located.file, {
    textOf: (each) => texts.get(each),
    typeOf: (table, column) => walk.types.get(`${table}.${column}`.toLowerCase()),
  });
  for (const { line, what, remedy } of bad) {
    walk.problems.push(badFile({ file: located.file, line }, what, remedy));
  }
  walk.changeSets.push(finished(changeSet, NO_VALUES, joinedScope(inherited.scope, entry.scope)));
}

/** The columns that a changeset makes, with their types. */
const typesIn = (node: TreeNode): readonly (readonly [string, string])[] =>
  node.children.flatMap((change) => {
    const table = /^(?:createTable|addColumn)$/.test(change.name) ? valueOf(change, "tableName") : undefined;
    return childrenOf(change, "column").flatMap((column) => {
      const [name, type] = [valueOf(column, "name"), valueOf(column, "type")];
      if (table === undefined || name === undefined || type === undefined) return [];
      return [[`${table}.${name}`.toLowerCase(), type] as const];
    });
  });

/** Its values are put in already. */
const NO_VALUES: Values = () => undefined;

const RUNS_FILES = new Set(["sqlFile", "createView", "createProcedure", ...LOADS]);

const filesRunBy = (node: TreeNode): readonly TreeNode[] => [
  ...(RUNS_FILES.has(node.name) ? [node] : []),
  ...node.children.flatMap(filesRunBy),
];

/** The first one holds, as with Liquibase. */
function define(values: Map<string, string>, { name, value, dbms }: PropertyEntry): void {
  if (name !== "" && isForPostgres(dbms) && !values.has(name)) values.set(name, value);
}

async function defineAll(
  walk: Walk,
  located: Located,
  { file, relative, line }: { readonly file: string; readonly relative: boolean; readonly line: number },
): Promise<void> {
  const found = locate(walk, located, { path: file, relative });
  const source = found && (await walk.folder.read(found.file));
  if (source === undefined) {
    walk.problems.push(notThere(located, line, file));
    return;
  }
  for (const [name, value] of propertiesIn(source.text)) {
    if (!walk.values.has(name)) walk.values.set(name, value);
  }
}

async function include(walk: Walk, entry: IncludeEntry, within: Within): Promise<void> {
  const { located, inherited } = within;
  const below: Inherited = {
    scope: joinedScope(inherited.scope, entry.scope),
    logicalFilePath: entry.kind === "include" ? entry.logicalFilePath : "",
  };
  const found = entry.kind === "include" ? [locate(walk, located, entry)] : filesIn(walk, located, entry);
  if (found.length === 0) walk.problems.push(notThere(located, entry.line, entry.path));
  for (const each of found) {
    if (each === undefined) walk.problems.push(notThere(located, entry.line, entry.path));
    else await readOne(walk, each, below);
  }
}

const notThere = ({ file }: Located, line: number, path: string): Problem =>
  badFile(
    { file, line },
    `it takes in ${path}, and there is no such file below the folder.`,
    "Get it back from Git, or name the folder above both with --source-dir.",
  );

/** Where a file of this name is: relative to the one that names it, below the same folder, or the only one so called. */
function locate(
  { folder: { paths }, prefix }: Place,
  from: Located,
  { path, relative }: { readonly path: string; readonly relative: boolean },
): Located | undefined {
  const there = new Set(paths);
  if (relative) {
    const beside = (base: string): string => posix.join(posix.dirname(base), path.replaceAll("\\", "/"));
    const file = beside(from.file);
    return there.has(file) ? { path: plainPath(beside(from.path)), file } : undefined;
  }
  const plain = posix.normalize(plainPath(path));
  const near = [`${prefix}${plain}`, plain].find((each) => there.has(each));
  const [only, ...others] = paths.filter((each) => each.endsWith(`/${plain}`) && !isBuilt(each));
  const file = near ?? (others.length === 0 ? only : undefined);
  return file === undefined ? undefined : { path: plain, file };
}

/** What `includeAll` takes in, by the order of the paths. */
function filesIn({ folder, prefix }: Place, from: Located, entry: IncludeEntry): readonly Located[] {
  const said = entry.path.replaceAll("\\", "/").replace(/\/+$/, "");
  const [file, path] = entry.relative
    ? [posix.join(posix.dirname(from.file), said), plainPath(posix.join(posix.dirname(from.path), said))]
    : [`${prefix}${plainPath(said)}`, plainPath(said)];
  const start = folder.paths.some((each) => each.startsWith(`${file}/`)) ? file : path;
  return folder.paths
    .filter((each) => each.startsWith(`${start}/`) && isChangelogName(each) && each.endsWith(entry.endsWith))
    .toSorted((a, b) => (a < b ? -1 : 1))
    .map((each) => ({ file: each, path: `${path}${each.slice(start.length)}` }));
}

/** The changeset with its values put in, and with what it has from those that take its file in. */
function finished(changeSet: ChangeSet, values: Values, scope: Scope): ChangeSet {
  const put = (text: string): string => expanded(text, values);
  const change = (each: SqlChange): SqlChange => ({ ...each, sql: put(each.sql) });
  const { rollback, ...rest } = changeSet;
  return {
    ...rest,
    ...{ id: put(rest.id), author: put(rest.author), path: put(rest.path) },
    ...joinedScope(scope, {
      contexts: rest.contexts.map(put),
      labels: rest.labels.map(put),
      ignored: rest.ignored,
    }),
    dbms: put(rest.dbms),
    ...{
      changes: rest.changes.map(change),
      preconditions: rest.preconditions.map((each) => filled(each, put)),
    },
    ...(rollback && {
      rollback: rollback.kind === "sql" ? { ...rollback, changes: rollback.changes.map(change) } : rollback,
    }),
  };
}

const filled = ({ words, skips, condition }: Precondition, put: (text: string) => string): Precondition => ({
  ...{ words: put(words), skips },
  condition: condition && { ...condition, sql: put(condition.sql) },
});

/** The files that a changelog takes in itself, as far as they are there. */
export function takenIn(folder: LookedAt, located: Located, entries: readonly Entry[]): readonly string[] {
  const walk = { folder, prefix: prefixOf(located) };
  return entries.flatMap((entry) => {
    if (entry.kind === "include") return locate(walk, located, entry)?.file ?? [];
    return entry.kind === "includeAll" ? filesIn(walk, located, entry).map(({ file }) => file) : [];
  });
}
