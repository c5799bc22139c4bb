// The scripts of a change: psql reads them, with their own BEGIN and COMMIT, so that some of it is to be put otherwise.

import { createHash } from "node:crypto";

import type { SourceFile } from "../../../core/migration.ts";
import type { Problem } from "../../../core/problem.ts";
import type { Statement } from "../../../core/statement.ts";
import { loadParser, parseScript } from "../../../sql/sql.ts";
import { badFile } from "../../reading.ts";

/** A script that runs without psql. */
export interface Script {
  readonly text: string;
  /** True where psql committed each statement by itself, apart from what stands between BEGIN and COMMIT. */
  readonly alone: boolean;
  readonly problems: readonly Problem[];
}

/** Commands of psql that only change what it prints, and how it goes on after an error. */
const QUIET =
  /^\\(?:set\s+(?:ON_ERROR_STOP|QUIET|VERBOSITY|ECHO)\b|echo\b|qecho\b|warn\b|timing\b|pset\b|[atx]\b)/gm;

/** Reads a script. One transaction around all of it is ours to open; a verify's ROLLBACK ends nothing that stays. */
export async function readScript(file: SourceFile, direction: "up" | "down" | "verify"): Promise<Script> {
  const text = file.text.replaceAll(QUIET, (command) => `-- psql: ${command}`);
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
      badFile(line === undefined ? { file: file.path } : { file: file.path, line }, message, remedy),
    ),
  };
}

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
