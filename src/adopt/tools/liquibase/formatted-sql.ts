// Reads a changelog of formatted SQL: SQL between comments that tell Liquibase what to do with it.

import {
  ifSaid,
  plainPath,
  type ChangeSet,
  type Precondition,
  type Rollback,
  type SqlChange,
} from "./change-set.ts";

import type { Entry } from "./entry.ts";
import { preconditionFrom } from "./precondition.ts";
import type { TreeNode } from "./tree.ts";
import { isTrue, wordsIn } from "./words.ts";

const FIRST = /^\s*--\s*liquibase\s+formatted\b(?<rest>.*)$/i;
const HEAD = /^\s*--\s*changeset\s+(?<author>"[^"]+"|[^:]+):\s*(?<id>"[^"]+"|\S+)(?<rest>.*)$/i;
const HEAD_LIKE = /^\s*-{1,2}\s*changeset\b/i;
const BLOCK = /^\s*\/\*\s*liquibase\s+rollback\s*$/i;
const BLOCK_END = /\*\/\s*$/;
/** What stands on a line of its own between a changeset's SQL; Liquibase lets only some be indented. */
const DIRECTIVE =
  /^(?:--\s*(?:(?<comment>comment):? |(?<valid>validCheckSum):? |(?<ignore>ignoreLines):)|\s*--\s*(?:(?<rollback>rollback) |(?<condition>preconditions?)\b))(?<rest>.*)$/i;
const PROPERTY = /^\s*--\s*property\s(?<rest>.*)$/i;

/** True where the text is of this format: its first line that is not empty says so. */
export const isFormattedSql = (text: string): boolean =>
  FIRST.test(text.split("\n").find((line) => line.trim() !== "") ?? "");

/** A changeset while its lines are read. */
interface Open {
  readonly line: number;
  readonly author: string;
  readonly id: string;
  readonly words: ReadonlyMap<string, string>;
  readonly sql: string[];
  readonly rollback: string[];
  readonly comments: string[];
  readonly valid: string[];
  readonly conditions: string[];
}

interface Reading {
  readonly entries: Entry[];
  open: Open | undefined;
  /** How many more lines are passed over; Infinity until `ignoreLines:end`. */
  passing: number;
  inBlock: boolean;
}

/** What a file has. `path` is its name in the table, `file` where it is read. */
export function readFormattedSql(
  text: string,
  { path, file }: { readonly path: string; readonly file: string },
): readonly Entry[] {
  const reading: Reading = { entries: [], open: undefined, passing: 0, inBlock: false };
  let logical = path;
  const close = (): void => {
    if (reading.open) reading.entries.push(closed(reading.open, { path: logical, file }));
    reading.open = undefined;
  };
  for (const [index, line] of text.replaceAll("\r\n", "\n").split("\n").entries()) {
    const first = FIRST.exec(line);
    if (first) {
      const named = wordsIn(first.groups?.["rest"] ?? "").get("logicalfilepath");
      if (named !== undefined) logical = plainPath(named);
    } else if (isHead(line, reading)) {
      close();
      openHead(line, index + 1, reading);
    } else takeLine(line, index + 1, reading);
  }
  close();
  return reading.entries;
}

const isHead = (line: string, { passing, inBlock }: Reading): boolean =>
  passing === 0 && !inBlock && HEAD_LIKE.test(line);

function openHead(line: string, number: number, reading: Reading): void {
  const head = HEAD.exec(line)?.groups;
  if (head === undefined) {
    const what = "this is no head of a changeset as Liquibase reads it.";
    const remedy = "Write `--changeset author:id`, with quotes around what has spaces.";
    reading.entries.push({ kind: "bad", line: number, what, remedy });
    return;
  }
  const { author = "", id = "", rest = "" } = head;
  reading.open = {
    ...{ line: number, author: unquoted(author), id: unquoted(id), words: wordsIn(rest) },
    ...{ sql: [], rollback: [], comments: [], valid: [], conditions: [] },
  };
}

const unquoted = (word: string): string => word.trim().replace(/^"(.*)"$/, "$1");

function takeLine(line: string, number: number, reading: Reading): void {
  const { open } = reading;
  const directive = DIRECTIVE.exec(line)?.groups;
  const property = PROPERTY.exec(line)?.groups;
  if (reading.passing > 0) {
    const isEnd = directive?.["ignore"] !== undefined && /^\s*end\b/i.test(directive["rest"] ?? "");
    reading.passing = isEnd ? 0 : reading.passing - 1;
  } else if (reading.inBlock) {
    reading.inBlock = !BLOCK_END.test(line);
    const own = line.replace(BLOCK_END, "");
    if (own.trim() !== "") open?.rollback.push(own);
  } else if (BLOCK.test(line) && open) reading.inBlock = true;
  else if (directive) takeDirective(directive, line, reading);
  else if (property) takeProperty(property["rest"] ?? "", number, reading);
  else if (open) open.sql.push(line);
  else if (!/^\s*(?:--.*)?$/.test(line) && !isComment(line)) outside(number, reading);
}

/** Above the first changeset comments may go on over several lines: only SQL is in doubt. */
const isComment = (line: string): boolean => /^\s*(?:\/?\*|.*\*\/\s*$)/.test(line);

function outside(line: number, { entries }: Reading): void {
  const what = "SQL stands above the first changeset, and Liquibase does not run it.";
  entries.push({ kind: "bad", line, what, remedy: "Put `--changeset author:id` above it, or remove it." });
}

function takeDirective(
  found: Readonly<Record<string, string | undefined>>,
  line: string,
  reading: Reading,
): void {
  const { open } = reading;
  const rest = found["rest"] ?? "";
  if (found["ignore"] !== undefined) {
    reading.passing = /^\s*start\b/i.test(rest)
      ? Number.POSITIVE_INFINITY
      : Math.max(0, Number.parseInt(rest, 10) || 0);
  } else if (found["comment"] !== undefined) open?.comments.push(rest.trim());
  else if (found["valid"] !== undefined) open?.valid.push(rest.trim());
  else if (found["rollback"] !== undefined) open?.rollback.push(rest);
  else open?.conditions.push(line.trim().replace(/^--\s*/, ""));
}

function takeProperty(rest: string, line: number, { entries }: Reading): void {
  const words = wordsIn(rest.replaceAll(/:\s+/g, ":"));
  const get = (name: string): string => words.get(name) ?? "";
  entries.push({
    ...{ kind: "property", line, name: get("name"), value: get("value"), dbms: get("dbms") },
    contexts: ifSaid(get("contextfilter") || get("context")),
    ...{ labels: ifSaid(get("labels")), global: isTrue(get("global"), true) },
  });
}

function closed(open: Open, { path, file }: { readonly path: string; readonly file: string }): Entry {
  const { id, author, line, words, comments, valid, conditions } = open;
  const get = (name: string): string => words.get(name) ?? "";
  const change = changeOf(open.sql.join("\n"), words);
  const rollback = rollbackOf(open, change);
  const changeSet: ChangeSet = {
    ...{ id, author, file, line, path: plainPath(get("logicalfilepath") || path) },
    runs: isTrue(get("runalways"), false)
      ? "always"
      : isTrue(get("runonchange"), false)
        ? "onChange"
        : "once",
    inTransaction: isTrue(get("runintransaction"), true),
    ...(comments.length === 0 ? {} : { comment: comments.join(" ") }),
    contexts: ifSaid(get("contextfilter") || get("context")),
    ...{ labels: ifSaid(get("labels")), dbms: get("dbms") },
    ...{ ignored: isTrue(get("ignore"), false), validCheckSums: valid },
    preconditions: conditionsIn(conditions, line),
    ...{ changes: [change], visitors: [] },
    ...(rollback && { rollback }),
  };
  return { kind: "changeset", line, changeSet };
}

const CHECK = /^precondition-sql-check\s+expectedResult:(?:"([^"]*)"|'([^']*)'|(\S+))\s+(?<query>.*)$/is;
const EXISTS = /^precondition-(?<kind>table|view)-exists\b(?<rest>.*)$/i;

/** The lines as the element that they would be in XML. */
function conditionsIn(lines: readonly string[], line: number): readonly Precondition[] {
  if (lines.length === 0) return [];
  const root = { name: "preConditions", line, attributes: new Map<string, string>(), text: "" };
  const children: TreeNode[] = [];
  for (const text of lines) {
    const words = wordsIn(text);
    const node = { ...root, name: text, attributes: new Map<string, string>(), children: [] };
    const check = CHECK.exec(text);
    const kind = EXISTS.exec(text)?.groups?.["kind"]?.toLowerCase();
    if (/^preconditions\b/i.test(text)) {
      for (const key of ["onFail", "onError"]) {
        const said = words.get(key.toLowerCase());
        if (said !== undefined) root.attributes.set(key, said);
      }
    } else if (check) {
      const [, double, single, plain = ""] = check;
      const expected = new Map([["expectedResult", double ?? single ?? plain]]);
      children.push({ ...node, name: "sqlCheck", attributes: expected, text: check.groups?.["query"] ?? "" });
    } else if (kind !== undefined) {
      const schema = words.get("schema");
      const named = new Map([[`${kind}Name`, words.get(kind) ?? ""]]);
      if (schema !== undefined) named.set("schemaName", schema);
      children.push({ ...node, name: `${kind}Exists`, attributes: named });
    } else children.push(node);
  }
  return [preconditionFrom({ ...root, children })];
}

function changeOf(sql: string, words: ReadonlyMap<string, string>): SqlChange {
  const endDelimiter = words.get("enddelimiter");
  return {
    sql: sql.trim(),
    splitStatements: isTrue(words.get("splitstatements") ?? "", true),
    stripComments: isTrue(words.get("stripcomments") ?? "", true),
    ...(endDelimiter === undefined ? {} : { endDelimiter }),
  };
}

/** Rollback lines are one text, unless they say that there is nothing to do or name another changeset. */
function rollbackOf(
  { rollback, words }: Open,
  { splitStatements, endDelimiter }: SqlChange,
): Rollback | undefined {
  const text = rollback.join("\n").trim();
  if (text === "") return undefined;
  if (/^(?:not required|empty)\b/i.test(text)) return { kind: "none" };
  if (/^changesetId:/i.test(text)) {
    const named = wordsIn(text);
    const path = named.get("changesetpath");
    return {
      ...{
        kind: "reference",
        id: named.get("changesetid") ?? "",
        author: named.get("changesetauthor") ?? "",
      },
      ...(path === undefined ? {} : { path: plainPath(path) }),
    };
  }
  const delimiter = words.get("rollbackenddelimiter") ?? endDelimiter;
  return {
    kind: "sql",
    changes: [
      {
        sql: text,
        splitStatements: isTrue(words.get("rollbacksplitstatements") ?? "", splitStatements),
        stripComments: true,
        ...(delimiter === undefined ? {} : { endDelimiter: delimiter }),
      },
    ],
  };
}
