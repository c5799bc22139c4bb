// Puts a script together: the lexer's survey, the parser's statements, and what we know about each of them.

import { placeIn } from "../core/filled-text.ts";
import type { SourceFile } from "../core/migration.ts";
import type { Comment, Script, Statement } from "../core/statement.ts";
import { parseInChunks } from "./chunk.ts";
import type { FoundStatement, Stop } from "./chunk.ts";
import { concurrentWorkOf } from "./concurrent-work.ts";
import { directivesOf } from "./directive.ts";
import type { DirectiveComment, ReadAs } from "./directive.ts";
import { watchEnums } from "./enum-value.ts";
import type { EnumUse } from "./enum-value.ts";
import { kindOf } from "./kind.ts";
import { tokenAt } from "./lexer.ts";
import { locksOf } from "./lock-of.ts";
import { positionsOf } from "./positions.ts";
import type { Positions } from "./positions.ts";
import { problemsOf } from "./problems.ts";
import type { Finding } from "./problems.ts";
import { refusalOf } from "./refusal.ts";
import { surveyOf } from "./survey.ts";
import type { Piece, Range, Survey, SurveyedComment } from "./survey.ts";
import type { Node } from "./tree.ts";
import { blockFindings } from "./transaction-block.ts";
import { controlOf, setsSession, transactionRuleOf } from "./transaction-rule.ts";
import { readableText } from "./unreadable.ts";

/**
 * Reads a file into statements, comments, directives and problems. Never throws, whatever the text is. After
 * a syntax error the statements of its part of the file and all later ones are missing. `loadParser` must have
 * been awaited.
 */
export const parseScript = (file: SourceFile, options: ReadOptions): Script =>
  readScript(file, options, (statement) => statement);

export interface ReadOptions {
  readonly direction: ReadAs;
}

/** A statement's tree, and the way from its places to UTF-16 indexes of the file. */
export interface Tree {
  readonly node: Node;
  readonly unitOf: (location: number) => number;
}

/** A script whose statements know more than others. */
export type ScriptOf<Known extends Statement> = Omit<Script, "statements"> & {
  readonly statements: readonly Known[];
};

/** Reads a file as `parseScript` does, and lets `complete` add to each statement what its tree tells. */
export function readScript<Known extends Statement>(
  file: SourceFile,
  options: ReadOptions,
  complete: (statement: Statement, tree: Tree) => Known,
): ScriptOf<Known> {
  const { text, findings } = readableText(file.text);
  const positions = positionsIn(file, text);
  const survey = surveyOf(text);
  const read = readStatements({ source: file.text, text, positions, survey }, complete);
  const comments = survey.comments.map((comment) => commentOf(file.text, positions, comment));
  const { directives, findings: directiveFindings } = directivesOf(comments, options.direction);
  const problems = problemsOf(file, positions, [
    ...findings,
    ...survey.findings,
    ...directiveFindings,
    ...read.findings,
  ]);
  return {
    file: file.path,
    source: file.text,
    ...(file.filled === undefined ? {} : { filled: file.filled }),
    statements: read.statements,
    comments: comments.map(({ text: content, span, line }) => ({ text: content, span, line })),
    directives,
    problems,
    essence: file.filled === undefined ? survey.essence : essenceOf(file.filled.original),
  };
}

/** Places are those of the file, whatever its placeholders stand for. */
function positionsIn(file: SourceFile, text: string): Positions {
  const positions = positionsOf(text);
  return file.filled === undefined ? positions : { ...positions, placeOf: (unit) => placeIn(file, unit) };
}

/** An edit is one of the file; other values are none. */
const essenceOf = (original: string): string => surveyOf(readableText(original).text).essence;

interface Reading {
  readonly source: string;
  /** The source as the parser may have it. */
  readonly text: string;
  readonly positions: Positions;
  readonly survey: Survey;
}

interface Read<Known> {
  readonly statements: readonly Known[];
  readonly findings: readonly Finding[];
}

/** Goes through the statements once and keeps none of the trees. */
function readStatements<Known extends Statement>(
  reading: Reading,
  complete: (statement: Statement, tree: Tree) => Known,
): Read<Known> {
  const { text, positions, survey } = reading;
  const pieces = new Map(survey.pieces.map((piece) => [piece.start, piece]));
  const statements: Known[] = [];
  const findings: Finding[] = [];
  const enums = watchEnums();
  const parts = parseInChunks({ text, positions, blanks: survey.blanks }, survey.pieces);
  let part = parts.next();
  while (part.done !== true) {
    for (const found of part.value) {
      const { node, firstByte } = found;
      const start = skipBlanks(text, found.start);
      const statement = statementOf(reading, { ...found, start }, pieces.get(start));
      enums.see({ node, statement });
      const refusal = refusalOf({ node, start, kind: statement.kind, text: statement.text });
      if (refusal !== undefined) findings.push(refusal);
      const unitOf = (location: number): number => positions.unitOf(firstByte + location);
      statements.push(complete(statement, { node, unitOf }));
    }
    part = parts.next();
  }
  if (part.value !== undefined) return { statements, findings: [...findings, stopFinding(part.value)] };
  const blocks = blockFindings(statements, enums.uses);
  return { statements: withSeparate(statements, enums.uses), findings: [...findings, ...blocks] };
}

function statementOf(reading: Reading, found: FoundStatement, piece: Piece | undefined): Statement {
  const { node, start } = found;
  const end = piece !== undefined && piece.end <= found.end ? piece.end : trimEnd(reading.text, found);
  const text = reading.source.slice(start, end);
  const kind = kindOf(node);
  const control = controlOf(node);
  const concurrent = concurrentWorkOf(node, text);
  const data = kind === "COPY FROM STDIN" ? piece?.copyData : undefined;
  return {
    kind,
    text,
    span: reading.positions.spanOf(start, end),
    ...reading.positions.placeOf(start),
    transaction: transactionRuleOf(node, text),
    ...(control === undefined ? {} : { control }),
    ...(data === undefined ? {} : { copyData: copyDataOf(reading.source, data) }),
    setsSession: setsSession(node),
    locks: locksOf(node),
    ...(concurrent === undefined ? {} : { concurrent }),
  };
}

/** The COPY protocol wants LF alone, whatever the file's line ends are. */
const copyDataOf = (source: string, data: Range): string =>
  source.slice(data.start, data.end).replaceAll("\r\n", "\n");

/** Marks what must be committed before a later statement can use it. */
function withSeparate<Known extends Statement>(
  statements: readonly Known[],
  uses: readonly EnumUse[],
): readonly Known[] {
  const separate = new Set(uses.map(({ addedAt }) => addedAt));
  if (separate.size === 0) return statements;
  return statements.map((statement, index) =>
    separate.has(index) ? { ...statement, transaction: "separate" } : statement,
  );
}

const isBlank = (kind: string): boolean => kind === "space" || kind.endsWith("-comment");

function skipBlanks(text: string, start: number): number {
  for (let at = start; at < text.length;) {
    const token = tokenAt(text, at);
    if (!isBlank(token.kind)) return at;
    at = token.end;
  }
  return start;
}

/** The end of the last token that is neither blank nor comment. */
function trimEnd(text: string, range: Range): number {
  let end = range.start;
  for (let at = range.start; at < range.end;) {
    const token = tokenAt(text, at);
    if (!isBlank(token.kind)) end = Math.min(token.end, range.end);
    at = token.end;
  }
  return end;
}

function commentOf(source: string, positions: Positions, comment: SurveyedComment): DirectiveComment {
  const inner = source.slice(comment.start + 2, comment.end);
  const content: Comment = {
    text: comment.block ? inner.replace(/\*\/$/, "") : inner,
    span: positions.spanOf(comment.start, comment.end),
    line: positions.placeOf(comment.start).line,
  };
  return { ...content, block: comment.block };
}

function stopFinding(stop: Stop): Finding {
  if (stop.kind !== "error") return { ...STOPS[stop.kind], index: stop.index };
  return {
    code: "syntax-error",
    message: `PostgreSQL cannot read this: ${shortened(stop.message)}.`,
    remedy: /near ":"/.test(stop.message)
      ? "Write the value itself: variables of psql such as :name do not work here."
      : "Correct the SQL at the caret.",
    index: stop.index,
  };
}

/** An open quote makes PostgreSQL repeat the whole rest of the file. */
const shortened = (message: string): string =>
  message.replace(/ at or near "(.{0,60})([^]*)"$/, (_, near: string, rest: string) => {
    return ` at or near "${near}${rest === "" ? "" : "…"}"`;
  });

const STOPS = {
  trap: {
    code: "too-deep",
    message: "PostgreSQL's parser ran out of stack or memory near this statement.",
    remedy: "Make the statement shorter: nest less, or split it into several statements.",
  },
  unavailable: {
    code: "parser-unavailable",
    message: "The parser is not ready: it was not loaded, or an earlier file made it run out of stack.",
    remedy: "Put that other file right first.",
  },
} as const;
