// What a rehearsal finds: only what was seen to happen, put as findings. Pure.

import { showDuration } from "../core/duration.ts";
import type { Finding } from "../core/finding.ts";
import { conflictsWith, LOCK_MODES, type LockMode } from "../core/lock.ts";
import type { HoldEstimate, ObservedStatement, RehearsedMigration } from "../core/rehearsal.ts";
import { isBlocking } from "./estimate.ts";

/** Everything that was seen and should not be, in the order of the migrations. */
export function findingsOf(
  migrations: readonly RehearsedMigration[],
  estimates: readonly HoldEstimate[],
): readonly Finding[] {
  return migrations.flatMap((migration) => [
    ...migration.statements.flatMap((statement) => blockedWork(migration, statement, estimates)),
    ...roundTripFindings(migration),
  ]);
}

/** Locks that readers or writers wait for, held by this or earlier statements of the step while this one works. */
function blockedWork(
  { version, file, statements }: RehearsedMigration,
  statement: ObservedStatement,
  estimates: readonly HoldEstimate[],
): readonly Finding[] {
  const work = workSeen(statement);
  if (work === undefined) return [];
  const held = statements
    .filter(({ step, number }) => step === statement.step && number <= statement.number)
    .flatMap((each) => each.locks.filter(isBlocking).map((lock) => ({ ...lock, line: each.line })));
  const strongest = [...new Map(held.map((lock) => [lock.relation, lock])).values()].toSorted(
    (a, b) => LOCK_MODES.indexOf(b.mode) - LOCK_MODES.indexOf(a.mode),
  );
  const [first] = strongest;
  if (first === undefined) return [];
  const { mode, line } = first;
  const relations = strongest.filter((lock) => lock.mode === mode).map(({ relation }) => relation);
  const holdMs = Math.max(0, ...estimates.filter((each) => isFor(each, first)).map((each) => each.holdMs));
  const long = holdMs > 0 ? ` About ${showDuration(holdMs)} on the target.` : "";
  const since = line === statement.line ? "" : ` since line ${line}`;
  return [
    {
      rule: "blocks-while-working",
      class: "hazard",
      severity: "error",
      file,
      line: statement.line,
      version,
      message: `${mode} on ${listed(relations)} is held${since} while ${work}: ${whoWaits(mode)}.${long}`,
      instead:
        line === statement.line
          ? "Use the form that does the work under a weaker lock, or in steps; lockkeeper lint names it."
          : "Do this work in a migration of its own, so that no strong lock is held meanwhile.",
    },
  ];
}

const isFor = (estimate: HoldEstimate, lock: { readonly relation: string; readonly line: number }): boolean =>
  estimate.relation === lock.relation && estimate.line === lock.line;

const LISTED_MAX = 3;

const listed = (names: readonly string[]): string =>
  names.length <= LISTED_MAX
    ? names.join(", ")
    : `${names.slice(0, LISTED_MAX).join(", ")} and ${names.length - LISTED_MAX} more`;

const whoWaits = (mode: LockMode): string =>
  conflictsWith(mode).includes("ACCESS SHARE")
    ? "nobody can read or write there until this commits"
    : "nobody can write there until this commits";

/** What takes longer the more rows there are; undefined for a change of the catalogs alone. */
function workSeen({ kind, rewritten, scanned }: ObservedStatement): string | undefined {
  const [table] = rewritten;
  if (table !== undefined) return `${table} is written anew`;
  const [scan] = scanned.filter(({ existed }) => existed);
  if (scan) return `${scan.relation} is read from end to end`;
  return /^(?:INSERT|UPDATE|DELETE|MERGE|COPY FROM)\b/.test(kind) ? "rows are changed" : undefined;
}

function roundTripFindings({ version, file, roundTrip }: RehearsedMigration): readonly Finding[] {
  const base = { class: "hazard", severity: "error", file, version } as const;
  const failed = roundTrip.failures.find(({ part }) => part === "down")?.failure;
  if (failed) {
    return [
      {
        ...base,
        rule: "down-fails",
        ...(failed.file === undefined ? {} : { file: failed.file }),
        ...(failed.line === undefined ? {} : { line: failed.line }),
        message: `The down does not run: ${failed.message}`,
        instead: "Correct the down, or declare the migration irreversible with the reason.",
      },
    ];
  }
  if (roundTrip.restored === false) {
    const count = roundTrip.differences.length;
    return [
      {
        ...base,
        rule: "down-does-not-restore",
        message: `The down leads to another schema than the one before: ${count} ${count === 1 ? "difference" : "differences"}.`,
        instead: "Undo in the down what the differences name.",
      },
    ];
  }
  if (roundTrip.again === undefined || roundTrip.again === "same") return [];
  return [
    {
      ...base,
      rule: "up-differs-after-down",
      message: "After the down the up does not lead to the schema that it led to first.",
      instead: "Look for what the down leaves behind.",
    },
  ];
}
