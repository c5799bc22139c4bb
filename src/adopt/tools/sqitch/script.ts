// The scripts of a change: psql reads them, with their own BEGIN and COMMIT, so that some of it is to be put otherwise.

import { createHash } from "node:crypto";

import type { SourceFile } from "../../../core/migration.ts";
import type { Problem } from "../../../core/problem.ts";
import type { Statement } from "../../../core/statement.ts";
import { loadParser, parseScript } from "../../../sql/sql.ts";
import { badFile } from "../../reading.ts";
import { expanded, type ReadFile } from "./psql.ts";

/** A script that runs without psql. */
export interface Script {
  readonly text: string;
  /** True where psql committed each statement by itself, apart from what stands between BEGIN and COMMIT. */
  readonly alone: boolean;
  readonly problems: readonly Problem[];
}

/** Reads a script. One transaction around all of it is ours to open; a verify's ROLLBACK ends nothing that stays. */
export async function readScript(
  path: string,
  file: SourceFile,
  { direction, read }: { readonly direction: "up" | "down" | "verify"; readonly read: ReadFile },
): Promise<Script> {
  const text = await expanded(path, file.text, read);
  const isAsItWas = linesIn(text) === linesIn(file.text);
  // A file that makes the parser run out of stack wears it out; this call replaces it.
  await loadParser();
  const { statements, problems } = parseScript({ path: file.path, text }, { direction });
  const errors = problems.filter(
    ({ severity, line }) =>
      severity === "error" && !(direction === "verify" && isRollback(statements.at(-1), line)),
  );
  const framed = frameOf(statements, direction);
  return {
    text: framed === undefined ? text : without(text, framed),
    alone: framed === undefined && statements.length > 0,
    problems: errors.map(({ message, remedy, line }) =>
      badFile({ file: file.path, ...(line === undefined || !isAsItWas ? {} : { line }) }, message, remedy),
    ),
  };
}

/** Where other text was put in, the lines of the problems are no lines of the script. */
const linesIn = (text: string): number => text.split("\n").length;

const isRollback = (statement: Statement | undefined, line: number | undefined): boolean =>
  statement?.kind === "ROLLBACK" && statement.line === line;

/** The BEGIN and the COMMIT that everything stands between, but for settings before it. */
function frameOf(
  statements: readonly Statement[],
  direction: string,
): readonly [Statement, Statement] | undefined {
  const begin = statements.find(({ setsSession }) => !setsSession);
  const last = statements.at(-1);
  const ends = last?.control === "commit" || (direction === "verify" && last?.kind === "ROLLBACK");
  const controls = statements.filter(({ transaction }) => transaction === "control").length;
  const expected = last?.control === "commit" ? 2 : 1;
  if (begin?.control !== "begin" || last === undefined || !ends || controls !== expected) return undefined;
  return /^begin(?:\s+(?:work|transaction))?$/i.test(begin.text) ? [begin, last] : undefined;
}

function without(text: string, [begin, end]: readonly [Statement, Statement]): string {
  const after = (at: number): string => text.slice(at).replace(/^\s*;[ \t]*\n?/, "");
  const head = text.slice(0, end.span.start) + after(end.span.end);
  return head.slice(0, begin.span.start) + head.slice(begin.span.end).replace(/^\s*;[ \t]*\n?/, "");
}

/** As Sqitch hashes a deploy script: SHA-1 of its bytes. What we are handed has lost a byte order mark, if it had one. */
export const scriptHashes = ({ text }: SourceFile): readonly string[] =>
  [text, `\uFEFF${text}`].map((each) => createHash("sha1").update(each).digest("hex"));
