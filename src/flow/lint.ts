// The journey of `lint`: the files are read and parsed, the rules look at them, nothing is run but fixes to be proven.

import { Failure } from "../core/failure.ts";
import type { Finding } from "../core/finding.ts";
import type { MigrationFolder } from "../core/migration.ts";
import type { FixedFile, LintOutcome } from "../core/outcome.ts";
import type { Problem } from "../core/problem.ts";
import { lint, type LintMigration } from "../lint/lint.ts";
import { described, scriptsOf } from "./described.ts";
import { told, type Journey, type Known } from "./journey.ts";
import { judgeByRecord } from "./lint-record.ts";
import { scopeOf, type Scope } from "./lint-scope.ts";
import { readFolder } from "./parsed.ts";
import { withUnsaved, type UnsavedFile } from "./unsaved.ts";

export interface LintRequest {
  /** Whether fixes are tried, and whether what they change is written or only shown. */
  readonly fix?: "write" | "show";
  /** True where a target was named: what is applied there is never edited. */
  readonly hasTarget: boolean;
  /** A branch: only the files that differ from it are spoken of, and those that it has are never edited. */
  readonly base?: string;
  /** A file with a text that is not saved: only it is spoken of. */
  readonly unsaved?: UnsavedFile;
  /** The record of a rehearsal; without one the project's own is taken, where it is about these files. */
  readonly recordFile?: string;
}

/** Looks at the migrations of the folder. Hazards, and errors in the files, make it a failure. */
export function lintFolder(asked: Journey, request: LintRequest): Promise<LintOutcome> {
  return told<LintOutcome>(NOTHING_YET, async (known) => {
    const journey = request.unsaved === undefined ? asked : await withUnsaved(asked, request.unsaved);
    const folder = await readFolder(journey);
    known.problems = folder.problems;
    const scope = await scopeOf(journey, folder, request);
    const migrations: LintMigration[] = [];
    for (const migration of scope.needed) migrations.push(await described(migration));
    const spokenOf = migrations.filter((each) => scriptsOf(each).some(({ file }) => scope.speaksOf(file)));
    known.migrations = spokenOf.length;
    known.problems = [...folder.problems, ...migrations.flatMap(problemsOf)].filter(scope.concerns);
    const looked = { folder, scope, migrations, look: lookWith(journey, scope) };
    known.findings = [...scope.findings, ...looked.look(migrations)];
    if (request.fix === undefined) await judge(journey, known, { ...looked, request });
    else if (!hasErrors(known.problems)) await fix(journey, known, { ...looked, request });
    const failure = verdictOn(known);
    if (failure !== undefined) throw failure;
  });
}

const NOTHING_YET: LintOutcome = { command: "lint", findings: [], migrations: 0, problems: [] };

type Look = (migrations: readonly LintMigration[]) => readonly Finding[];

interface Looked {
  readonly folder: MigrationFolder;
  readonly scope: Scope;
  readonly migrations: readonly LintMigration[];
  readonly look: Look;
  readonly request: LintRequest;
}

const lookWith =
  ({ settings: { postgres } }: Journey, { speaksOf }: Scope): Look =>
  (migrations) =>
    lint({ migrations, ...(postgres === undefined ? {} : { server: postgres }) }).filter(
      ({ file }) => file === undefined || speaksOf(file),
    );

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
