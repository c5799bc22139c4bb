// Chooses which migrations a run takes, or says why it takes none.

import { Failure } from "../core/failure.ts";
import type { AppliedMigration, Direction, History } from "../core/history.ts";
import type { Migration } from "../core/migration.ts";
import { phaseOf, type Phase } from "../core/phase.ts";
import type { Standing } from "../core/plan.ts";
import { placedMessage, type Problem } from "../core/problem.ts";
import { compareVersions, type Version } from "../core/version.ts";

export interface UpRequest {
  readonly to?: Version;
  readonly steps?: number;
  /** Goes before both: exactly these, where they are pending. */
  readonly only?: ReadonlySet<Version>;
  readonly allowOutOfOrder: boolean;
  /** Only those of this phase. */
  readonly phase?: Phase;
}

export interface DownRequest {
  readonly to?: Version;
  readonly steps?: number;
  /** Goes before both: exactly these, where they are applied. */
  readonly only?: ReadonlySet<Version>;
}

/**
 * The pending migrations that `up` runs, in order. Throws Failure where going on would pass something over
 * or build on a past that is not what the files say.
 */
export function chooseUp(standing: Standing, history: History, request: UpRequest): readonly Migration[] {
  refuseUnfinished(history, "up");
  const { only } = request;
  if (only) return standing.pending.filter(({ version }) => only.has(version));
  const known = standing.pending.some((migration) => migration.version === request.to);
  if (request.to !== undefined && !known && !isApplied(standing, request.to)) {
    throw new Failure("not-found", `There is no migration ${request.to}.`, {
      hint: "lockkeeper status lists them.",
    });
  }
  const wanted = standing.pending
    .filter(({ version }) => request.to === undefined || compareVersions(version, request.to) <= 0)
    .filter(({ up }) => request.phase === undefined || phaseOf(up.text) === request.phase)
    .slice(0, request.steps);
  if (!request.allowOutOfOrder) refuseOutOfOrder(standing);
  return wanted;
}

/** The applied migrations that `down` undoes, last applied first. Without a request: the last one. */
export function chooseDown(
  standing: Standing,
  history: History,
  request: DownRequest,
): readonly AppliedMigration[] {
  refuseUnfinished(history, "down");
  const lastFirst = standing.applied.toReversed();
  const { only } = request;
  if (only) return lastFirst.filter(({ version }) => only.has(version));
  if (request.to === undefined) return lastFirst.slice(0, request.steps ?? 1);
  const stop = lastFirst.findIndex((entry) => entry.version === request.to);
  if (stop === -1) {
    throw new Failure("not-found", `${request.to} is not applied, so there is no way down to it.`, {
      hint: "lockkeeper status lists what is applied; --steps N undoes the last N.",
    });
  }
  return lastFirst.slice(0, stop);
}

/** Problems that are not faults of a file but reasons not to go on. */
const REFUSALS = ["edited-migration", "no-down", "irreversible"] as const;

/** The first of the problems that stop a run, with how many more there are; undefined where none does. */
export function failureIn(problems: readonly Problem[]): Failure | undefined {
  const errors = problems.filter(({ severity }) => severity === "error");
  const first = errors[0];
  if (!first) return undefined;
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more, listed above)` : "";
  const code = REFUSALS.find((refusal) => refusal === first.code) ?? "bad-files";
  return new Failure(code, placedMessage(first) + more, {
    hint: first.remedy,
    ...(first.file === undefined ? {} : { file: first.file }),
    ...(first.line === undefined ? {} : { line: first.line }),
    ...(first.excerpt === undefined ? {} : { excerpt: first.excerpt }),
  });
}

/** Throws it. */
export function refuseProblems(problems: readonly Problem[]): void {
  const failure = failureIn(problems);
  if (failure) throw failure;
}

const isApplied = (standing: Standing, version: Version): boolean =>
  standing.applied.some((entry) => entry.version === version);

function refuseOutOfOrder(standing: Standing): void {
  if (standing.outOfOrder.length === 0) return;
  const list = standing.outOfOrder.map(({ version, name }) => `${version} ${name}`).join(", ");
  throw new Failure("out-of-order", `Pending, but older than what is applied: ${list}.`, {
    hint:
      "Give them new versions with `lockkeeper renumber`, or run them where they stand with " +
      "--allow-out-of-order.",
  });
}

/** What was left half-done in the other direction must be settled first. */
function refuseUnfinished(history: History, direction: Direction): void {
  const other = history.unfinished.find((entry) => entry.direction !== direction);
  if (!other) return;
  const { version, name, statementsDone, statements } = other;
  throw new Failure(
    "unfinished",
    `${version} ${name} is half ${other.direction === "up" ? "applied" : "undone"}: ` +
      `${statementsDone} of ${statements} statements are done.`,
    {
      hint:
        `Finish it with \`lockkeeper ${other.direction}\`, or put the schema right by hand and record that: ` +
        `lockkeeper repair mark-${other.direction === "up" ? "undone" : "applied"} ${version} --reason "…"`,
    },
  );
}
