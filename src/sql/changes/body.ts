// What the body of a DO block or function does when it runs, as far as that stands in its text.

import type { Change } from "../../core/change.ts";
import type { Body, Expression } from "../../core/definition.ts";
import type { Doing } from "../../core/statement.ts";
import { parseRoutine, parseText } from "../engine.ts";
import { readScript } from "../script.ts";
import { changesOf } from "./changes-of.ts";
import { expressionOf } from "./expression.ts";

type Inside = NonNullable<Change["inside"]>;

/**
 * The statements of a body in the order of its text, whatever its conditions and loops say. What it puts together
 * at run time and hands to EXECUTE is missing, save a constant. Places are indexes of the file that the body
 * stands in; where its text has doubled quotes they are those of the whole statement.
 */
export function describeBody(body: Body, inside: Inside): readonly Doing[] {
  const { text, definition, language } = body;
  if (text === undefined) return [];
  const found = definition.indexOf(text);
  const textAt = found === -1 ? undefined : body.at + found;
  if (language === "sql") {
    return doingsOf({ text, ...(textAt === undefined ? {} : { at: textAt }) }, body, inside);
  }
  if (language !== "plpgsql") return [];
  const routine = parseRoutine(definition);
  if (routine === undefined) return [];
  return queriesIn(routine).flatMap(({ query, line }) =>
    doingsOf(
      { text: query, ...(textAt === undefined ? {} : placeOf(query, line, { text, textAt })) },
      body,
      inside,
    ),
  );
}

/** The expression that a function in SQL comes down to: its body is one SELECT without a FROM. */
export function queryOfBody({ text, language, at }: Body): Expression | undefined {
  if (language !== "sql" || text === undefined) return undefined;
  const outcome = parseText(text);
  if (outcome.kind !== "parsed" || outcome.statements.length !== 1) return undefined;
  const node = outcome.statements[0]?.node;
  if (node === undefined || !("SelectStmt" in node) || node.SelectStmt.fromClause !== undefined)
    return undefined;
  return expressionOf(node, { at });
}

interface Piece {
  readonly text: string;
  /** Where the text stands in the file; absent where it does not stand there as it is. */
  readonly at?: number;
  /** Where it is to be pointed at, if not there. */
  readonly shownAt?: number;
}

function doingsOf({ text, at, shownAt }: Piece, body: Body, inside: Inside): readonly Doing[] {
  // Blanks before the piece make the places of its tree those of the file.
  const padded = at === undefined ? text : " ".repeat(at) + text;
  const script = readScript(
    { path: "", text: padded },
    { direction: "up" },
    (statement, { node, unitOf }) => {
      const start = shownAt ?? (at === undefined ? body.at : statement.span.start);
      const changes = changesOf(node, {
        text: padded,
        start,
        kind: statement.kind,
        statement: statement.text,
        locks: statement.locks,
        at: (location = 0) => (at === undefined || location < 0 ? start : Math.max(start, unitOf(location))),
      });
      return { ...statement, changes: changes.map((change) => ({ ...change, inside })) };
    },
  );
  return script.statements.map(({ kind, locks, changes }) => ({ kind, locks, changes }));
}

interface Query {
  readonly query: string;
  /** Of the body's text, from 1. */
  readonly line: number;
}

/** PL/pgSQL's words for the statements that hold SQL which runs for its effect. */
const RUNS_SQL = new Set([
  "PLpgSQL_stmt_execsql",
  "PLpgSQL_stmt_perform",
  "PLpgSQL_stmt_call",
  "PLpgSQL_stmt_fors",
]);

const NODES_MAX = 100_000;

/** The SQL of a body's tree, in the order of the text. */
function queriesIn(routine: object): readonly Query[] {
  const queries: Query[] = [];
  const open: (readonly [tag: string, value: unknown])[] = [["", routine]];
  for (let seen = 0; open.length > 0 && seen < NODES_MAX; seen += 1) {
    const [tag, value] = open.pop() ?? ["", undefined];
    if (typeof value !== "object" || value === null) continue;
    const line = "lineno" in value && typeof value.lineno === "number" ? value.lineno : 1;
    if (RUNS_SQL.has(tag)) queries.push(...expressionsOf(value).map((query) => ({ query, line })));
    if (tag === "PLpgSQL_stmt_dynexecute") {
      queries.push(
        ...expressionsOf(value)
          .flatMap(constantIn)
          .map((query) => ({ query, line })),
      );
    }
    open.push(...Object.entries(value).toReversed());
  }
  return queries;
}

/** The SQL that stands directly in a statement of a body: `sqlstmt`, `expr` or `query`. */
function expressionsOf(statement: object): readonly string[] {
  const { sqlstmt, expr, query } = statement as { sqlstmt?: unknown; expr?: unknown; query?: unknown };
  return [sqlstmt, expr, query].flatMap((value) => {
    if (typeof value !== "object" || value === null || !("PLpgSQL_expr" in value)) return [];
    const { query: text } = value.PLpgSQL_expr as { query?: unknown };
    return typeof text === "string" ? [text] : [];
  });
}

/** The text of an expression that is nothing but a string. */
function constantIn(expression: string): readonly string[] {
  const outcome = parseText(`select ${expression}`);
  const node = outcome.kind === "parsed" ? outcome.statements[0]?.node : undefined;
  const target = node !== undefined && "SelectStmt" in node ? node.SelectStmt.targetList?.[0] : undefined;
  const value = target !== undefined && "ResTarget" in target ? target.ResTarget.val : undefined;
  const text = value !== undefined && "A_Const" in value ? value.A_Const.sval?.sval : undefined;
  return text === undefined ? [] : [text];
}

/** Where a query of a body stands in the file: at or after its line. PERFORM stands in the tree as SELECT. */
function placeOf(
  query: string,
  line: number,
  body: { readonly text: string; readonly textAt: number },
): Omit<Piece, "text"> {
  let lineStart = 0;
  for (let passed = 1; passed < line; passed += 1) lineStart = body.text.indexOf("\n", lineStart) + 1;
  const at = body.text.indexOf(query, lineStart);
  if (at !== -1) return { at: body.textAt + at };
  const performed = /\bperform\b/gi;
  performed.lastIndex = lineStart;
  const word = query.startsWith("SELECT ") ? performed.exec(body.text)?.index : undefined;
  return word === undefined ? {} : { shownAt: body.textAt + word };
}
