// The journey of `verify`: the verify scripts of applied migrations, run read-only.

import { runChecks } from "../apply/apply.ts";
import { asFailure, Failure } from "../core/failure.ts";
import type { AppliedMigration } from "../core/history.ts";
import type { Migration } from "../core/migration.ts";
import type { VerifyOutcome } from "../core/outcome.ts";
import { resetSession, type Session } from "../database/database.ts";
import { readHistory } from "../journal/journal.ts";
import { compareWithHistory, plannedStatement } from "../plan/plan.ts";
import { told, type Journey } from "./journey.ts";
import { parseUps, readFolder } from "./parsed.ts";
import { openTarget, shownTarget } from "./target.ts";

type Check = VerifyOutcome["checks"][number];

/** Runs the verify scripts of applied migrations, or of those chosen; each in a transaction that is rolled back. */
export function verify(
  journey: Journey,
  chosen: (entry: AppliedMigration) => boolean = () => true,
): Promise<VerifyOutcome> {
  const nothingYet: VerifyOutcome = {
    command: "verify",
    target: shownTarget(journey),
    checks: [],
    problems: [],
  };
  return told(nothingYet, async (known) => {
    const folder = await readFolder(journey);
    await using session = await openTarget(journey);
    const standing = compareWithHistory(folder, await readHistory(session));
    const versions = new Set(standing.applied.filter(chosen).map(({ version }) => version));
    for (const migration of folder.migrations.filter(({ version }) => versions.has(version))) {
      journey.signal.throwIfAborted();
      known.checks = [...known.checks, await check(migration, { journey, session })];
    }
    const failed = known.checks.filter(({ result }) => result === "failed");
    if (failed.length === 0) return;
    throw new Failure(
      "verify-failed",
      `${failed.length} of ${known.checks.length} migrations do not verify.`,
      {
        hint: "Look at what each check says above; lockkeeper status shows what was applied when.",
      },
    );
  });
}

async function check(
  migration: Migration,
  { journey, session }: { readonly journey: Journey; readonly session: Session },
): Promise<Check> {
  const { version, name } = migration;
  const [parsed] = await parseUps(journey, [migration]);
  const script = parsed?.verify;
  if (!script) return { version, name, result: "absent" };
  const statements = script.statements.map((statement, index) => plannedStatement(statement, index + 1));
  await resetSession(session, {});
  await session.run("begin");
  try {
    await runChecks(
      session,
      { path: script.file, source: script.source, ...(script.filled && { filled: script.filled }) },
      statements,
    );
    return { version, name, result: "passed" };
  } catch (error) {
    return { version, name, result: "failed", failure: asFailure(error) };
  } finally {
    await session.run("rollback");
  }
}
