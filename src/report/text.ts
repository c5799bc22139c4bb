// Outcomes as text for a terminal: short, what is bad last and plain to see.

import { showDuration } from "../core/duration.ts";
import type {
  DriftOutcome,
  LintOutcome,
  MigrateOutcome,
  NoteOutcome,
  Outcome,
  PendingMigration,
  PlanOutcome,
  StatusOutcome,
  VerifyOutcome,
} from "../core/outcome.ts";
import type { PlannedMigration } from "../core/plan.ts";
import { isRepeatable, shownVersion } from "../core/repeatable.ts";
import { placedMessage } from "../core/problem.ts";
import { redact } from "../core/redact.ts";
import { adoptLines } from "./adopt.ts";
import { backupLines } from "./backups.ts";
import { deployLines } from "./deploy/text.ts";
import { renderFailure, renderProblem } from "./failure-text.ts";
import { fixLines } from "./findings/fixes-text.ts";
import { checkLines } from "./findings/check-text.ts";
import { findingLines } from "./findings/text.ts";
import { healthLines } from "./health.ts";
import { differenceWords } from "./rehearsal/difference-words.ts";
import { replacedIn } from "./placeholders.ts";
import { rehearseLines } from "./rehearsal/text.ts";
import { counted, paintWith, type Paint } from "./style.ts";

const PENDING_SHOWN_MAX = 20;
const APPLIED_SHOWN_MAX = 20;

/** The report in two parts, each ending in a line end: the result, and what is wrong. */
export function renderText(
  outcome: Outcome,
  colour: boolean,
): { readonly out: string; readonly err: string } {
  const paint = paintWith(colour);
  const body = bodyOf(outcome, paint);
  const wrong = [
    ...problemsOf(outcome, paint),
    ...(outcome.failure ? [renderFailure(outcome.failure, colour)] : []),
  ];
  // The URL that `db url` prints must stand alone, and it is the target already.
  const target =
    outcome.target === undefined || outcome.command === "note" ? [] : [paint("dim", outcome.target)];
  return { out: linesOf(body.length === 0 ? [] : [...target, ...body]), err: linesOf(wrong) };
}

const linesOf = (lines: readonly string[]): string => (lines.length === 0 ? "" : `${lines.join("\n")}\n`);

/** A problem that is the failure itself is not said twice. */
function problemsOf({ problems, failure }: Outcome, paint: Paint): string[] {
  const shown = problems.filter((problem) => !failure?.message.startsWith(placedMessage(problem)));
  return shown.map((problem) => renderProblem(problem, paint));
}

function bodyOf(outcome: Outcome, paint: Paint): readonly string[] {
  switch (outcome.command) {
    case "migrate":
      return migrateLines(outcome, paint);
    case "status":
      return statusLines(outcome, paint);
    case "plan":
      return planLines(outcome, paint);
    case "verify":
      return verifyLines(outcome, paint);
    case "lint":
      return lintLines(outcome, paint);
    case "check":
      return checkLines(outcome, paint);
    case "rehearse":
      return rehearseLines(outcome, paint);
    case "drift":
      return driftLines(outcome);
    case "backup":
      return backupLines(outcome, paint);
    case "doctor":
      return healthLines(outcome, paint);
    case "deploy":
      return deployLines(outcome, paint);
    case "adopt":
      return adoptLines(outcome, paint);
    case "note":
      return noteLines(outcome, paint);
  }
}

const lintLines = (outcome: LintOutcome, paint: Paint): string[] => [
  ...findingLines({ ...outcome, lookedAt: lookedAtBy(outcome) }, paint),
  ...(outcome.fixes ? fixLines(outcome.fixes, paint) : []),
];

const lookedAtBy = ({ migrations, repeatables }: LintOutcome): string =>
  repeatables === undefined
    ? counted(migrations, "migration")
    : `${counted(migrations, "migration")} and ${counted(repeatables, "repeatable")}`;

function driftLines({ applied, differences, failure }: DriftOutcome): string[] {
  const shown = differences.map((difference) => `  ${differenceWords(difference)}`);
  if (failure && shown.length === 0) return [];
  const replayed = `${counted(applied, "applied migration")}, replayed on a scratch database`;
  if (shown.length === 0) return [`The schema is what its migrations make (${replayed}).`];
  return [`Made by the migrations (-), found on the target (+), after ${replayed}:`, ...shown];
}

function migrateLines({ direction, applied, pending, failure }: MigrateOutcome, paint: Paint): string[] {
  const mark = direction === "up" ? paint("good", "✓") : paint("good", "↶");
  const versionWidth = Math.max(0, ...applied.map(({ version }) => shownVersion(version).length));
  const width = Math.max(0, ...applied.map(({ name }) => versionWidth + name.length + 2));
  const done = applied.map((entry) => {
    const label = `${shownVersion(entry.version).padEnd(versionWidth)}  ${entry.name}`.padEnd(width);
    return `  ${mark} ${label}  ${paint("dim", showDuration(entry.durationMs).padStart(8))}`;
  });
  const total = showDuration(applied.reduce((sum, { durationMs }) => sum + durationMs, 0));
  const verb = direction === "up" ? "applied" : "undone";
  if (failure) return applied.length > 0 ? [...done, `${countedEach(applied)} ${verb} before:`] : [];
  if (applied.length === 0) return [direction === "up" ? nothingPending(pending) : "Nothing to undo."];
  const left = direction === "up" ? ` ${nothingPending(pending)}` : "";
  return [...done, `${countedEach(applied)} ${verb} in ${total}.${left}`];
}

const nothingPending = (pending: readonly PendingMigration[]): string =>
  pending.length === 0 ? "Nothing is pending." : `${countedEach(pending)} still pending.`;

/** Migrations, and repeatables where there are any. */
function countedEach(all: readonly PendingMigration[]): string {
  const repeatables = all.filter(({ version }) => isRepeatable(version)).length;
  const migrations = all.length - repeatables;
  const words = [
    ...(migrations > 0 || repeatables === 0 ? [counted(migrations, "migration")] : []),
    ...(repeatables > 0 ? [counted(repeatables, "repeatable")] : []),
  ];
  return words.join(" and ");
}

function statusLines(outcome: StatusOutcome, paint: Paint): string[] {
  const { applied, pending, failure } = outcome;
  // Where the database could not be asked, the lists would say what nobody knows.
  if (failure && failure.code !== "problems-found") return [];
  const hidden = Math.max(0, applied.length - APPLIED_SHOWN_MAX);
  return [
    paint("strong", `Applied: ${applied.length}`),
    ...(hidden > 0 ? [paint("dim", `  … ${hidden} before these (--json lists all)`)] : []),
    ...applied.slice(hidden).map((entry) => {
      const by = entry.by === "applied" ? "" : `, ${entry.by}`;
      return `  ${paint("good", "✓")} ${entry.version}  ${entry.name}  ${paint("dim", shortTime(entry.appliedAt) + by)}`;
    }),
    paint("strong", `Pending: ${pending.length}`),
    ...pending
      .slice(0, PENDING_SHOWN_MAX)
      .map(({ version, name }) => `  ${paint("warn", "○")} ${version}  ${name}`),
    ...(pending.length > PENDING_SHOWN_MAX
      ? [paint("dim", `  … and ${pending.length - PENDING_SHOWN_MAX} more (--json lists all)`)]
      : []),
    ...repeatableLines(outcome.repeatables, paint),
  ];
}

/** Those that stand as their files say are only counted. */
function repeatableLines(repeatables: StatusOutcome["repeatables"], paint: Paint): string[] {
  if (repeatables.length === 0) return [];
  return [
    paint("strong", `Repeatables: ${repeatables.length}`),
    ...repeatables
      .filter(({ state }) => state !== "current")
      .map(({ name, state }) => `  ${paint("warn", "○")} ${name}  ${paint("dim", state)}`),
  ];
}

const shortTime = (iso: string): string => iso.slice(0, 19).replace("T", " ");

function planLines({ plan, failure }: PlanOutcome, paint: Paint): string[] {
  if (!plan) return failure ? [] : ["Nothing is pending."];
  if (plan.migrations.length === 0)
    return [plan.direction === "up" ? "Nothing is pending." : "Nothing to undo."];
  return plan.migrations.flatMap((migration) => [
    ...titlesOf(migration).map((title) => paint("strong", `-- ${title}`)),
    ...placeholderLines(migration).map((line) => paint("dim", `-- ${line}`)),
    ...(migration.resumedAfter > 0 ? [`-- goes on after statement ${migration.resumedAfter}`] : []),
    ...migration.steps.flatMap(({ kind, limits, statements }) => [
      paint(
        "dim",
        `-- ${kind}: ${counted(statements.length, "statement")}, lock_timeout ${showDuration(limits.lockTimeoutMs)}`,
      ),
      ...statements.map(({ text, copyData }) =>
        copyData === undefined
          ? `${redact(text)};`
          : `${text}; -- ${counted(rowsIn(copyData), "row")} of data`,
      ),
    ]),
    "",
  ]);
}

const REASONS = {
  new: "new",
  changed: "changed",
  gone: "something that it makes is gone",
  remade: "made anew with what it depends on",
} as const;

/** Repeatables that share a transaction are all named before it. */
const titlesOf = ({ file, repeats }: PlannedMigration): readonly string[] =>
  repeats?.map((repeat) => `${repeat.file}: ${REASONS[repeat.reason]}`) ?? [file];

/** In the body of a function `${` may well be meant as it stands: it is told what was replaced, and where. */
function placeholderLines(migration: PlannedMigration): readonly string[] {
  const replaced = replacedIn(migration);
  const isOne = new Set(replaced.map(({ file }) => file)).size === 1;
  const names = [...new Set(replaced.map(({ name }) => name))];
  return names.map((name) => {
    const own = replaced.filter((each) => each.name === name);
    const places = new Set(own.map(({ file, line }) => (isOne ? `line ${line}` : `${file}:${line}`)));
    return `placeholder ${name}: ${[...places].join(", ")}`;
  });
}

const rowsIn = (data: string): number => (data.match(/\n/g) ?? []).length + (/[^\n]$/.test(data) ? 1 : 0);

function verifyLines({ checks, failure }: VerifyOutcome, paint: Paint): string[] {
  const passed = checks.filter(({ result }) => result === "passed");
  const absent = checks.filter(({ result }) => result === "absent").length;
  const failed = checks.flatMap((check) => (check.failure ? [check.failure] : []));
  const without = absent > 0 ? ` ${counted(absent, "migration")} without a verify script.` : "";
  return [
    ...passed.map(({ version, name }) => `  ${paint("good", "✓")} ${version}  ${name}`),
    ...failed.map((each) => renderFailure(each, paint("bad", "") !== "")),
    ...(failure ? [] : [`${counted(passed.length, "migration")} verified.${without}`]),
  ];
}

function noteLines({ lines, word, failure }: NoteOutcome, paint: Paint): string[] {
  if (lines.length > 0)
    return lines.map((line) => (word === "applied" ? `${paint("good", "✓")} ${line}` : line));
  return failure ? [] : ["Nothing to do."];
}
