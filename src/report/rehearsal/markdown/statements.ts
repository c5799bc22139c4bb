// The statements that somebody on the target would notice, as a table in Markdown.

import type { ObservedStatement, RehearsedMigration } from "../../../core/rehearsal.ts";
import { counted } from "../../style.ts";
import { isFelt } from "../blocks.ts";
import { showTime } from "../figures.ts";
import { shownInLine } from "../shown.ts";
import type { Summed } from "../summary.ts";
import { folded, whole, type Block } from "./fit.ts";
import { code, plain } from "./text.ts";

const OPENING_LENGTH = 80;

/** Longer tables are folded. */
const ROWS_OPEN_MAX = 25;

const COLUMNS = [
  "| statement | locks that others feel | stall (read / write) | reads all of | rewrites | time |",
  "| --- | --- | ---: | --- | --- | ---: |",
] as const;

/** One row for each; the others are counted. */
export function statementBlocks(all: readonly Summed[]): readonly Block[] {
  const statements = all.flatMap(({ migration }) =>
    migration.statements.map((statement) => ({ migration, statement })),
  );
  if (statements.length === 0) return [];
  const rows = statements
    .filter(({ statement }) => isNoticed(statement))
    .map(({ migration, statement }) => statementRow(migration, statement));
  const others = statements.length - rows.length;
  const rest = `${counted(others, rows.length === 0 ? "statement" : "other statement")}: no lock that others feel, no full scan, no rewrite.`;
  const { head, tail } = folded(`${counted(rows.length, "statement")} that others notice`, []);
  const isLong = rows.length > ROWS_OPEN_MAX;
  return [
    whole(["### Statements", "", ...(others === 0 ? [] : [rest])]),
    ...(rows.length === 0
      ? []
      : [{ head: [...(isLong ? head : []), ...COLUMNS], rows, tail: isLong ? tail : [] }]),
  ];
}

const isNoticed = ({ locks, scanned, rewritten }: ObservedStatement): boolean =>
  locks.some(isFelt) || scanned.some(({ existed }) => existed) || rewritten.length > 0;

function statementRow({ version }: RehearsedMigration, statement: ObservedStatement): string {
  const { line, text, locks, scanned, rewritten, stalls, durationMs } = statement;
  const read = Math.max(0, ...stalls.map(({ readMs }) => readMs));
  const write = Math.max(0, ...stalls.map(({ writeMs }) => writeMs));
  const felt = locks.filter((lock) => isFelt(lock) && !lock.kind.endsWith("index"));
  const cells = [
    `${plain(version)}, line ${line}<br>${code(openingOf(text))}`,
    felt
      .map((lock) => `${code(lock.relation)} ${lock.mode} ${showTime(lock.toMs - lock.fromMs)}`)
      .join("<br>"),
    read === 0 && write === 0 ? "" : `${showTime(read)} / ${showTime(write)}`,
    scanned
      .filter(({ existed }) => existed)
      .map((scan) => code(scan.relation))
      .join("<br>"),
    rewritten.map(code).join("<br>"),
    showTime(durationMs),
  ];
  return `| ${cells.join(" | ")} |`;
}

function openingOf(text: string): string {
  const line = shownInLine(text);
  return line.length > OPENING_LENGTH ? `${line.slice(0, OPENING_LENGTH)}…` : line;
}
