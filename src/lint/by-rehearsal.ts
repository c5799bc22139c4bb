// Lays findings beside what a rehearsal saw: what PostgreSQL did not do is dismissed, what nobody foresaw is told.

import type { Claim, Finding } from "../core/finding.ts";
import { blocksTraffic, LOCK_MODES } from "../core/lock.ts";
import type { ObservedLock, ObservedStatement, RehearsedMigration } from "../core/rehearsal.ts";

/** A migration that was rehearsed with the very text that it has now. */
export interface RehearsedFile {
  /** The path of its up, as findings have it. */
  readonly file: string;
  readonly migration: RehearsedMigration;
}

/** A finding that did not come true, with what was seen instead. */
export interface DismissedFinding {
  readonly finding: Finding;
  readonly reason: string;
}

/** The findings that stand, and those that a rehearsal speaks against. */
export function dismiss(
  findings: readonly Finding[],
  rehearsed: readonly RehearsedFile[],
): { readonly findings: readonly Finding[]; readonly dismissed: readonly DismissedFinding[] } {
  const byFile = new Map(rehearsed.map(({ file, migration }) => [file, migration]));
  const judged = findings.map((finding) => ({ finding, reason: reasonAgainst(finding, byFile) }));
  return {
    findings: judged.flatMap(({ finding, reason }) => (reason === undefined ? [finding] : [])),
    dismissed: judged.flatMap(({ finding, reason }) => (reason === undefined ? [] : [{ finding, reason }])),
  };
}

function reasonAgainst(
  { claim, file = "", line = 1 }: Finding,
  byFile: ReadonlyMap<string, RehearsedMigration>,
): string | undefined {
  const migration = byFile.get(file);
  if (claim === undefined || migration === undefined || migration.failure !== undefined) return undefined;
  const statement = statementAt(migration, line);
  // Locks are seen for certain only while their transaction is open; names only as long as nothing is renamed.
  if (statement === undefined || migration.steps[statement.step]?.kind === "autocommit") return undefined;
  if (migration.statements.some(({ text }) => /\b(?:rename|set\s+schema)\b/i.test(text))) return undefined;
  return whatWasSeen(claim, statement, locksOn(claim.relation, statement, migration));
}

/** The statement that a line is in. */
const statementAt = ({ statements }: RehearsedMigration, line: number): ObservedStatement | undefined =>
  statements.findLast((statement) => statement.line <= line);

/** Locks that the statement takes, or that are held since an earlier one of its step. */
const locksOn = (
  relation: string,
  { step, number }: ObservedStatement,
  { statements }: RehearsedMigration,
): readonly ObservedLock[] =>
  statements
    .filter((each) => each.step === step && each.number <= number)
    .flatMap(({ locks }) => locks.filter((lock) => lock.relation === relation));

function whatWasSeen(
  { relation, mode: claimed, work }: Claim,
  statement: ObservedStatement,
  locks: readonly ObservedLock[],
): string | undefined {
  const strongest = locks.toSorted((a, b) => LOCK_MODES.indexOf(b.mode) - LOCK_MODES.indexOf(a.mode))[0];
  if (strongest === undefined) return `The rehearsal saw no lock on ${relation}.`;
  const { mode, existed } = strongest;
  if (!existed) return `In the rehearsal ${relation} was not there before the migration.`;
  if (blocksTraffic(claimed) && !blocksTraffic(mode))
    return `The rehearsal saw only ${mode} on ${relation}: readers and writers go on.`;
  const isLong = work !== undefined && work !== "write";
  if (!isLong || hasWorked(statement)) return undefined;
  return `The rehearsal saw ${mode} on ${relation} for an instant: nothing was read from end to end or written anew.`;
}

const hasWorked = ({ scanned, rewritten, phases }: ObservedStatement): boolean =>
  scanned.some(({ existed }) => existed) || rewritten.length > 0 || phases.length > 0;

/** Rule of the rehearsal's findings about work under a lock that others wait for. */
const WORK_UNDER_LOCK = "blocks-while-working";

/**
 * What the rehearsal found to block, and no rule did. `foreseen` are all findings of the rules, those that the files
 * allow among them.
 */
export function unforeseen(
  observed: readonly Finding[],
  foreseen: readonly Finding[],
  rehearsed: readonly RehearsedFile[],
): readonly Finding[] {
  return rehearsed.flatMap(({ file, migration }) =>
    observed
      .filter(({ rule, version }) => rule === WORK_UNDER_LOCK && version === migration.version)
      .filter(({ line = 1 }) => {
        const statement = statementAt(migration, line);
        return !foreseen.some(
          (each) =>
            each.file === file &&
            each.claim?.work !== undefined &&
            statementAt(migration, each.line ?? 1) === statement,
        );
      })
      .map((finding) => ({ ...finding, file })),
  );
}
