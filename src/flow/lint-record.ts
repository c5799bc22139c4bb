// Takes what a rehearsal saw into account, where there is a record of one with these very files.

import { relative } from "node:path";

import { Failure } from "../core/failure.ts";
import type { Finding } from "../core/finding.ts";
import type { MigrationFolder } from "../core/migration.ts";
import type { LintOutcome } from "../core/outcome.ts";
import type { Problem } from "../core/problem.ts";
import { repeatableVersion } from "../core/repeatable.ts";
import type { Rehearsal } from "../core/rehearsal.ts";
import { dismiss, unforeseen, type RehearsedFile } from "../lint/lint.ts";
import type { Journey } from "./journey.ts";
import { recordPathOf } from "./lint-memory.ts";

/** What lint has found before it looks at a record. */
export interface Unjudged {
  readonly folder: MigrationFolder;
  readonly findings: readonly Finding[];
  /** The findings as if the files allowed nothing. */
  readonly foreseen: () => readonly Finding[];
  readonly speaksOf: (file: string) => boolean;
  /** The record that was named; without one the project's own is looked for. */
  readonly recordFile?: string;
}

type Judged = Pick<LintOutcome, "findings" | "dismissed" | "problems">;

/** The findings by the record's light. Throws Failure where a record that was named cannot be read. */
export async function judgeByRecord(journey: Journey, unjudged: Unjudged): Promise<Judged> {
  const { findings, recordFile } = unjudged;
  const path = recordFile ?? recordPathOf(journey.settings);
  const isThere = (await journey.world.files.kindOf(path)) === "file";
  if (!isThere && recordFile === undefined) return { findings, problems: [] };
  const shown = relative(journey.world.processes.cwd, path);
  if (!isThere) {
    throw new Failure("wrong-use", `--rehearsal: there is no file ${shown}.`, {
      hint: "lockkeeper rehearse writes one.",
    });
  }
  try {
    return await judged(journey, unjudged, { path, shown });
  } catch (error) {
    // Nobody asked for the project's own: it is said that it is of no use, and that is all.
    if (recordFile !== undefined || !(error instanceof Failure) || error.code !== "bad-files") throw error;
    return { findings, problems: [unused(error.message, shown)] };
  }
}

async function judged(
  journey: Journey,
  { folder, findings, foreseen, speaksOf, recordFile }: Unjudged,
  { path, shown }: { readonly path: string; readonly shown: string },
): Promise<Judged> {
  const { readRecord } = await import("../rehearse/rehearse.ts");
  const text = new TextDecoder().decode(await journey.world.files.read(path));
  const rehearsal = await readRecord(text, shown);
  const rehearsed = isForServer(rehearsal, journey.settings.postgres) ? filesIn(rehearsal, folder) : [];
  if (rehearsed.length === 0) {
    const message = `${shown} is about other files, or another version of PostgreSQL.`;
    return { findings, problems: recordFile === undefined ? [] : [unused(message, shown)] };
  }
  const surprising = unforeseen(rehearsal.findings, foreseen(), rehearsed).filter(({ file = "" }) =>
    speaksOf(file),
  );
  const { findings: standing, dismissed } = dismiss(findings, rehearsed);
  return { findings: [...standing, ...surprising], dismissed, problems: [] };
}

const isForServer = ({ server }: Rehearsal, postgres: number | undefined): boolean =>
  postgres === undefined || Math.floor(server.version / 10_000) === postgres;

/** Those that were rehearsed as they are now. */
const filesIn = ({ migrations }: Rehearsal, folder: MigrationFolder): readonly RehearsedFile[] =>
  migrations.flatMap((migration) => {
    const { version, checksum } = migration;
    const same =
      folder.migrations.find((each) => each.version === version && each.checksum === checksum)?.up ??
      folder.repeatables.find(
        (each) => repeatableVersion(each.name) === version && each.checksum === checksum,
      )?.file;
    return same === undefined ? [] : [{ file: same.path, migration }];
  });

const unused = (message: string, file: string): Problem => ({
  code: "record-unused",
  severity: "warning",
  message: `${message} Nothing was taken from it.`,
  remedy: "Rehearse again: lockkeeper rehearse",
  file,
});
