// Outcomes as JSON: one object, stable once released; docs/formats.md describes it.

import { wordOf } from "../core/outcome-word.ts";
import type {
  CheckOutcome,
  LintOutcome,
  MigrateOutcome,
  Outcome,
  PendingMigration,
  PlanOutcome,
} from "../core/outcome.ts";
import type { Problem } from "../core/problem.ts";
import { redact } from "../core/redact.ts";
import { adoptMembers } from "./adopt.ts";
import { backupMembers } from "./backups.ts";
import { deployMembers } from "./deploy/json.ts";
import { failureMembers } from "./failure-json.ts";
import { fixMembers } from "./findings/fixes-json.ts";
import { findingMembers } from "./findings/json.ts";
import { healthMembers } from "./health.ts";
import { replacedIn } from "./placeholders.ts";
import { differenceMembers, rehearseMembers } from "./rehearsal/json.ts";

/** One line of JSON. Members that say nothing are left out; lists are always there. */
export function renderJson(outcome: Outcome): string {
  const { failure, target } = outcome;
  return `${JSON.stringify({
    outcome: wordOf(outcome),
    ...(target === undefined ? {} : { target }),
    ...members(outcome),
    problems: outcome.problems.map(problemMembers),
    ...(failure ? { failure: failureMembers(failure) } : {}),
  })}\n`;
}

function members(outcome: Outcome): object {
  switch (outcome.command) {
    case "migrate":
      return {
        direction: outcome.direction,
        applied: doneMembers(outcome),
        pending: outcome.pending.map(named),
      };
    case "status":
      return {
        applied: outcome.applied.map((entry) => ({
          ...named(entry),
          by: entry.by,
          applied_at: entry.appliedAt,
        })),
        pending: outcome.pending.map(named),
        repeatables: outcome.repeatables.map(({ name, state, repeatedAt }) => ({
          name,
          state,
          ...(repeatedAt === undefined ? {} : { repeated_at: repeatedAt }),
        })),
        unfinished: outcome.unfinished.map((entry) => ({
          ...named(entry),
          direction: entry.direction,
          statements_done: entry.statementsDone,
          statements: entry.statements,
        })),
      };
    case "plan":
      return { steps: stepMembers(outcome) };
    case "verify":
      return {
        checks: outcome.checks.map(({ failure, ...check }) => ({
          ...check,
          ...(failure ? { failure: failureMembers(failure) } : {}),
        })),
      };
    case "lint":
      return lintMembers(outcome);
    case "check":
      return checkMembers(outcome);
    case "rehearse":
      return rehearseMembers(outcome);
    case "drift":
      return { applied: outcome.applied, differences: outcome.differences.map(differenceMembers) };
    case "backup":
      return backupMembers(outcome);
    case "doctor":
      return healthMembers(outcome);
    case "deploy":
      return deployMembers(outcome);
    case "adopt":
      return adoptMembers(outcome);
    case "note":
      return outcome.facts;
  }
}

const checkMembers = ({ findings, files, parts, planned }: CheckOutcome): object => ({
  findings: findings.map(findingMembers),
  files,
  ...(parts === undefined ? {} : { parts }),
  ...(planned === undefined ? {} : { planned }),
});

const lintMembers = ({ findings, migrations, repeatables, dismissed, fixes }: LintOutcome): object => ({
  findings: findings.map(findingMembers),
  ...(dismissed === undefined
    ? {}
    : {
        dismissed: dismissed.map(({ finding, reason }) => ({
          ...findingMembers(finding),
          reason: redact(reason),
        })),
      }),
  migrations,
  ...(repeatables === undefined ? {} : { repeatables }),
  ...(fixes === undefined ? {} : { fixes: fixMembers(fixes) }),
});

const named = ({ version, name }: PendingMigration): PendingMigration => ({ version, name });

const doneMembers = ({ applied }: MigrateOutcome): object[] =>
  applied.map((entry) => ({ ...named(entry), duration_ms: Math.round(entry.durationMs * 1000) / 1000 }));

const stepMembers = ({ plan }: PlanOutcome): object[] =>
  (plan?.migrations ?? []).flatMap((migration) =>
    migration.steps.map((step) => ({
      ...named(migration),
      direction: migration.direction,
      kind: step.kind,
      file: migration.file,
      ...(migration.repeats === undefined
        ? {}
        : { repeatables: migration.repeats.map(({ name, file, reason }) => ({ name, file, reason })) }),
      ...(replacedIn(migration).length === 0 ? {} : { placeholders: replacedIn(migration) }),
      lock_timeout_ms: step.limits.lockTimeoutMs,
      statement_timeout_ms: step.limits.statementTimeoutMs,
      statements: step.statements.map(({ text }) => redact(text)),
    })),
  );

function problemMembers({ code, severity, message, remedy, file, line, column, version }: Problem): object {
  return { code, severity, message: redact(message), remedy: redact(remedy), file, line, column, version };
}
