// The third door of the room: a repeatable file as statements, with what it makes, what it speaks of and drops.

import type { Node } from "libpg-query";

import { excerptIn } from "../../core/filled-text.ts";
import type { SourceFile } from "../../core/migration.ts";
import type { RelationName } from "../../core/name.ts";
import type { Problem } from "../../core/problem.ts";
import type { MadeObject, Mention, RepeatableContent } from "../../core/repeatable.ts";
import type { Script, Statement } from "../../core/statement.ts";
import { partsOf, relationNamed } from "../relation-of.ts";
import { readScript } from "../script.ts";
import { namesOf, stringOf } from "../tree.ts";
import { madeBy } from "./made.ts";
import { mentionsOf } from "./mentions.ts";

export interface RepeatableScript {
  readonly script: Script;
  readonly content: RepeatableContent;
}

interface Found {
  readonly makes: MadeObject[];
  readonly mentions: Map<string, Mention>;
  readonly drops: RelationName[];
  readonly sets: Set<string>;
  readonly problems: Problem[];
  searchPath?: readonly string[];
}

/** Reads a repeatable as `parseScript` reads a migration. Never throws; `loadParser` must have been awaited. */
export function parseRepeatable(file: SourceFile): RepeatableScript {
  const found: Found = { makes: [], mentions: new Map(), drops: [], sets: new Set(), problems: [] };
  let count = 0;
  const script = readScript(file, { direction: "repeatable" }, (statement, { node }) => {
    take(found, node, { statement, file, index: count });
    count += 1;
    return statement;
  });
  const { makes, mentions, drops, sets, problems, searchPath } = found;
  return {
    script: { ...script, problems: [...script.problems, ...problems] },
    content: {
      makes,
      mentions: [...mentions.values()],
      drops,
      sets: [...sets],
      ...(searchPath === undefined ? {} : { searchPath }),
    },
  };
}

interface Seen {
  readonly statement: Statement;
  readonly file: SourceFile;
  readonly index: number;
}

function take(found: Found, node: Node, { statement, file, index }: Seen): void {
  const made = madeBy(node, statement.text, index);
  if (made !== undefined) found.makes.push(made);
  for (const mention of mentionsOf(node)) {
    // The tree has the name of what is made among the others.
    if (!isSame(mention.name, made?.name)) found.mentions.set(JSON.stringify(mention), mention);
  }
  if ("DropStmt" in node) {
    found.drops.push(...(node.DropStmt.objects ?? []).map(droppedName));
    if (node.DropStmt.missing_ok !== true) found.problems.push(mustBeThere(statement, file));
    if (node.DropStmt.behavior === "DROP_CASCADE") found.problems.push(cascades(statement, file));
  }
  if ("VariableSetStmt" in node) {
    const { name = "", args, kind } = node.VariableSetStmt;
    found.sets.add(name);
    if (name === "search_path" && kind === "VAR_SET_VALUE") {
      found.searchPath = (args ?? []).flatMap((arg) =>
        "A_Const" in arg ? (arg.A_Const.sval?.sval ?? []) : [],
      );
    }
  }
  if (statement.transaction !== "allowed") found.problems.push(needsNoTransaction(statement, file));
}

const isSame = (a: RelationName, b: RelationName | undefined): boolean =>
  a.name === b?.name && a.schema === b.schema;

/** The last part and what stands before it: a view with its schema, a trigger with its table. */
function droppedName(node: Node): RelationName {
  const parts =
    "ObjectWithArgs" in node
      ? namesOf(node.ObjectWithArgs.objname)
      : stringOf(node) === undefined
        ? partsOf(node)
        : [stringOf(node) ?? ""];
  return relationNamed(parts) ?? { name: "" };
}

const placed = (
  { line, column, span }: Statement,
  file: SourceFile,
): Pick<Problem, "severity" | "file" | "line" | "column" | "excerpt"> => ({
  ...{ severity: "error", file: file.path, line, column },
  excerpt: excerptIn(file, span.start),
});

const needsNoTransaction = (statement: Statement, file: SourceFile): Problem => ({
  code: "repeatable-transaction",
  message: `${statement.kind} cannot stand in a repeatable: it runs in one transaction with its journal row.`,
  remedy:
    statement.transaction === "control"
      ? "Leave BEGIN and COMMIT out: Lockkeeper writes them."
      : "Put it into a migration of its own.",
  ...placed(statement, file),
});

const mustBeThere = (statement: Statement, file: SourceFile): Problem => ({
  code: "repeatable-drop",
  message: `${statement.kind} without IF EXISTS fails wherever the object is not there, as on a new database.`,
  remedy: "Write IF EXISTS, or leave it out: what the file makes is dropped before where that has to be.",
  ...placed(statement, file),
});

const cascades = (statement: Statement, file: SourceFile): Problem => ({
  code: "repeatable-cascade",
  message: `${statement.kind} … CASCADE takes away what other files have made, and they would not know.`,
  remedy: "Leave CASCADE out. What depends on the object and is made by a repeatable is made anew by itself.",
  ...placed(statement, file),
});
