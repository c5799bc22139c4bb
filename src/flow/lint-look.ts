// What `lint` does with the files: they are parsed, the rules look at them, nothing is run but fixes to be proven.

import type { Finding } from "../core/finding.ts";
import type { MigrationFolder } from "../core/migration.ts";
import type { FixedFile, LintOutcome } from "../core/outcome.ts";
import type { Problem } from "../core/problem.ts";
import { lint, RULES, type LintMigration, type Rule, type TableSize } from "../lint/lint.ts";
import { described, describedRepeatable, scriptsOf } from "./described.ts";
import type { Journey, Known } from "./journey.ts";
import type { LintRequest } from "./lint-request.ts";
import { judgeByRecord } from "./lint-record.ts";
import { parseRepeatables } from "./parsed.ts";
import { inOrder, problemsOfRepeatables } from "./repeatables.ts";
import { scopeOf, type Scope } from "./lint-scope.ts";
import { teamRules } from "./team-rules.ts";

export interface Asked {
  readonly folder: MigrationFolder;
  readonly request: LintRequest;
}

/** Fills in what the rules find in the migrations of the folder, in the light of a record, or with fixes. */
export async function lookAt(
  journey: Journey,
  known: Known<LintOutcome>,
  { folder, request }: Asked,
): Promise<void> {
  const scope = await scopeOf(journey, folder, request);
  const rules = [...RULES, ...(await teamRules(journey))];
  // What speaks to a server takes longer to load than most folders to lint.
  const sizes = request.hasTarget ? await (await import("./lint-target.ts")).tableSizes(journey) : undefined;
  const migrations: LintMigration[] = [];
  for (const migration of scope.needed) migrations.push(await described(migration));
  const read = await parseRepeatables(journey, scope);
  const ofRepeatables = problemsOfRepeatables(read);
  known.problems = [...folder.problems, ...migrations.flatMap(problemsOf), ...ofRepeatables].filter(
    scope.concerns,
  );
  for (const { repeatable } of inOrder(read)) migrations.push(await describedRepeatable(repeatable));
  const spokenOf = migrations.filter((each) => scriptsOf(each).some(({ file }) => scope.speaksOf(file)));
  const repeatables = spokenOf.filter(({ repeatable }) => repeatable).length;
  known.migrations = spokenOf.length - repeatables;
  if (repeatables > 0) known.repeatables = repeatables;
  const looked = { folder, scope, migrations, look: lookWith(journey, scope, { rules, sizes }) };
  known.findings = [...scope.findings, ...looked.look(migrations)];
  if (request.fix === undefined) await judge(journey, known, { ...looked, request });
  else if (!hasErrors(known.problems)) await fix(journey, known, { ...looked, request });
}

type Look = (migrations: readonly LintMigration[]) => readonly Finding[];

interface Looked {
  readonly folder: MigrationFolder;
  readonly scope: Scope;
  readonly migrations: readonly LintMigration[];
  readonly look: Look;
  readonly request: LintRequest;
}

interface Judges {
  readonly rules: readonly Rule[];
  readonly sizes: ReadonlyMap<string, TableSize> | undefined;
}

const lookWith =
  (
    { settings: { postgres, smallTableRows } }: Journey,
    { speaksOf }: Scope,
    { rules, sizes }: Judges,
  ): Look =>
  (migrations) =>
    lint({
      migrations,
      rules,
      ...(sizes === undefined ? {} : { sizes }),
      ...(smallTableRows === undefined ? {} : { smallTableRows }),
      ...(postgres === undefined ? {} : { server: postgres }),
    }).filter(({ file }) => file === undefined || speaksOf(file));

/** Takes what was found to the record of a rehearsal. */
async function judge(
  journey: Journey,
  known: Known<LintOutcome>,
  { folder, scope, migrations, look, request: { recordFile } }: Looked,
): Promise<void> {
  const seen = await judgeByRecord(journey, {
    folder,
    findings: known.findings,
    speaksOf: scope.speaksOf,
    foreseen: () => look(migrations.map(allowingNothing)),
    ...(recordFile === undefined ? {} : { recordFile }),
  });
  known.findings = seen.findings;
  known.problems = [...known.problems, ...seen.problems];
  if (seen.dismissed !== undefined) known.dismissed = seen.dismissed;
}

const allowingNothing = (migration: LintMigration): LintMigration => ({
  ...migration,
  up: { ...migration.up, directives: migration.up.directives.filter(({ key }) => key !== "allow") },
});

/** Tries the fixes, and writes the files that the proven ones change, where that was asked for. */
async function fix(
  journey: Journey,
  known: Known<LintOutcome>,
  { folder, scope, migrations, look, request }: Looked,
): Promise<void> {
  // What works on a database takes longer to load than most folders to lint.
  const [{ tryFixes }, { changedFiles, writeFixed }, { appliedFiles }] = await Promise.all([
    import("./fix.ts"),
    import("./fix-files.ts"),
    import("./lint-target.ts"),
  ]);
  const applied = request.hasTarget ? await appliedFiles(journey, folder) : [];
  const fixed = await tryFixes(journey, {
    migrations,
    findings: look(migrations),
    closed: new Map([...scope.closed, ...applied]),
    lintAgain: look,
  });
  const written = request.fix === "write";
  const files: FixedFile[] = [];
  known.fixes = { proven: fixed.proven, unproven: fixed.unproven, files };
  for (const changed of changedFiles(migrations, fixed.migrations)) {
    if (written) await writeFixed(journey, changed);
    files.push({ file: changed.file, written, diff: changed.diff });
  }
  if (written) known.findings = [...scope.findings, ...fixed.findings];
}

const problemsOf = (migration: LintMigration): readonly Problem[] =>
  scriptsOf(migration).flatMap(({ problems }) => problems);

const hasErrors = (problems: readonly Problem[]): boolean =>
  problems.some(({ severity }) => severity === "error");
