// The journey of `lint`: the files are read and parsed, the rules look at them, nothing is run.

import { Failure } from "../core/failure.ts";
import type { Migration, SourceFile } from "../core/migration.ts";
import type { LintOutcome } from "../core/outcome.ts";
import type { Problem } from "../core/problem.ts";
import type { DescribedScript } from "../core/statement.ts";
import { lint, type LintMigration } from "../lint/lint.ts";
import { describeScript } from "../sql/changes/changes.ts";
import { loadParser, type Direction } from "../sql/sql.ts";
import { told, type Journey } from "./journey.ts";
import { readFolder } from "./parsed.ts";

/** Looks at every migration of the folder. Hazards, and errors in the files, make it a failure. */
export function lintFolder(journey: Journey): Promise<LintOutcome> {
  return told<LintOutcome>(NOTHING_YET, async (known) => {
    const folder = await readFolder(journey);
    const migrations: LintMigration[] = [];
    for (const migration of folder.migrations) migrations.push(await described(migration));
    known.migrations = migrations.length;
    known.problems = [...folder.problems, ...migrations.flatMap(problemsOf)];
    const { postgres } = journey.settings;
    known.findings = lint({ migrations, ...(postgres === undefined ? {} : { server: postgres }) });
    const failure = verdictOn(known);
    if (failure !== undefined) throw failure;
  });
}

const NOTHING_YET: LintOutcome = { command: "lint", findings: [], migrations: 0, problems: [] };

async function described(migration: Migration): Promise<LintMigration> {
  const { version, name, outsideTransaction, up, down, verify } = migration;
  return {
    version,
    name,
    outsideTransaction,
    up: await describe(up, "up"),
    ...(down === undefined ? {} : { down: await describe(down, "down") }),
    ...(verify === undefined ? {} : { verify: await describe(verify, "verify") }),
  };
}

/** Loading costs nothing when it is done, and replaces a parser that a file has worn out. */
async function describe(file: SourceFile, direction: Direction): Promise<DescribedScript> {
  await loadParser();
  return describeScript(file, { direction });
}

const problemsOf = ({ up, down, verify }: LintMigration): readonly Problem[] =>
  [up, down, verify].flatMap((script) => script?.problems ?? []);

function verdictOn({ findings, problems }: LintOutcome): Failure | undefined {
  const hazards = findings.filter((finding) => finding.class === "hazard");
  const errors = problems.filter(({ severity }) => severity === "error").length;
  if (errors > 0) {
    return new Failure(
      "problems-found",
      errors === 1 ? "There is a problem." : `There are ${errors} problems.`,
      {
        hint: "Each says above what to do about it.",
      },
    );
  }
  if (hazards.length === 0) return undefined;
  const count = hazards.length === 1 ? "There is a hazard." : `There are ${hazards.length} hazards.`;
  return new Failure("hazards-found", count, {
    hint: "Each says above what to do instead. One that is meant is let pass by: -- lockkeeper: allow RULE: reason",
  });
}
