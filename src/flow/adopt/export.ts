// The journey of `export`: our files and journal as another tool has them. Nothing is written to the database.

import { dirname, join } from "node:path";

import {
  EXPORTERS,
  historyFile,
  numbersFor,
  type Exportable,
  type Exporter,
  type Exporting,
} from "../../adopt/adopt.ts";
import { Failure } from "../../core/failure.ts";
import type { History } from "../../core/history.ts";
import type { MigrationFolder } from "../../core/migration.ts";
import type { NoteOutcome } from "../../core/outcome.ts";
import type { Problem } from "../../core/problem.ts";
import type { Script } from "../../core/statement.ts";
import { compareWithHistory, refuseProblems, standingProblems } from "../../plan/plan.ts";
import { describe } from "../described.ts";
import { told, type Journey, type Known } from "../journey.ts";
import { noteOf } from "../note.ts";
import { parseEdited, parseUps, readFolder } from "../parsed.ts";
import { openWithHistory, shownTarget } from "../target.ts";

export interface ExportRequest {
  /** The tool's name. */
  readonly tool: string;
  /** Absolute: the folder that the files are written to. */
  readonly directory: string;
  readonly shownAs: string;
}

/** Apart from the files: some tools take every .sql beside them for a migration. */
const FILES = "migrations";
const HISTORY_FILE = "history.sql";

/** Writes files and history into a new folder. */
export function exportTo(
  journey: Journey,
  { tool, directory, shownAs }: ExportRequest,
): Promise<NoteOutcome> {
  return told(noteOf(shownTarget(journey)), async (known) => {
    const exporter = exporterNamed(tool);
    await refuseFilled(journey, { directory, shownAs });
    const folder = await readFolder(journey);
    refuseProblems(folder.problems);
    const { session: opened, history } = await openWithHistory(journey);
    await using _session = opened;
    await refuseDoubt(journey, { folder, history });
    const exporting = await exportingOf(journey, { folder, history });
    refuseWith(known, exporter.problems(exporting));
    const files = [
      ...exporter.files(exporting).map(({ path, text }) => ({ path: join(FILES, path), text })),
      { path: HISTORY_FILE, text: historyFile(exporter.title, exporter.history(exporting)) },
    ];
    for (const { path, text } of files) {
      await journey.world.files.makeDirectory(dirname(join(directory, path)));
      await journey.world.files.write(join(directory, path), text);
    }
    const written = files.map(({ path }) => join(shownAs, path));
    known.word = "ok";
    known.lines = [
      ...written.map((file) => `wrote ${file}`),
      `For each database: psql -f ${join(shownAs, HISTORY_FILE)}, once. Then ${exporter.title} finds nothing to do.`,
    ];
    known.facts = { tool: exporter.name, files: written };
  });
}

function exporterNamed(typed: string): Exporter {
  const found = EXPORTERS.find(({ name, title }) => name === typed || title === typed);
  if (found !== undefined) return found;
  throw new Failure("wrong-use", `Lockkeeper does not write files of \`${typed}\`.`, {
    hint: `It writes those of:\n${EXPORTERS.map(({ name, about }) => `  ${name}: ${about}`).join("\n")}`,
  });
}

async function refuseFilled(
  { world: { files } }: Journey,
  { directory, shownAs }: Pick<ExportRequest, "directory" | "shownAs">,
): Promise<void> {
  const kind = await files.kindOf(directory);
  if (kind === undefined || (kind === "directory" && (await files.list(directory)).length === 0)) return;
  throw new Failure("wrong-use", `${shownAs} is there already, and not empty.`, {
    hint: "Name a new folder: nothing is written over.",
  });
}

interface Both {
  readonly folder: MigrationFolder;
  readonly history: History;
}

/** Only what is told alike by files and journal can be told to another tool. */
async function refuseDoubt({ settings }: Journey, { folder, history }: Both): Promise<void> {
  const [begun] = history.unfinished;
  if (begun !== undefined) {
    throw new Failure("unfinished", `${begun.version} ${begun.name} was begun and is not finished.`, {
      hint: `Finish it with lockkeeper ${begun.direction}.`,
    });
  }
  const standing = compareWithHistory(folder, history);
  const problems = standingProblems(standing, await parseEdited(standing), {
    ...settings,
    allowOutOfOrder: true,
  });
  refuseProblems(problems);
  const [gone] = standing.missing;
  if (gone !== undefined) {
    throw new Failure(
      "not-found",
      `${gone.version} ${gone.name} is applied, and its file is not in the folder.`,
      {
        hint: "Get it back from Git.",
      },
    );
  }
}

async function exportingOf(journey: Journey, { folder, history }: Both): Promise<Exporting> {
  const numbers = numbersFor(folder.migrations.map(({ version }) => version));
  const applied = new Map(history.applied.map((each) => [each.version, each]));
  const repeated = new Map(history.repeated.map((each) => [each.name, each]));
  const parsed = await parseUps(journey, folder.migrations);
  const migrations: Exportable[] = [];
  for (const [index, { version, name, script, outsideTransaction }] of parsed.entries()) {
    refuseProblems(script.problems);
    const down = folder.migrations[index]?.down;
    const done = applied.get(version);
    migrations.push({
      ...{ number: numbers[index] ?? "", name, script },
      ...(down && { down: await describe(down, "down") }),
      alone: outsideTransaction || isAlone(script),
      ...(done && { applied: done }),
    });
  }
  const repeatables = folder.repeatables.map(({ name, file, checksum }) => {
    const last = repeated.get(name);
    return { name, file, ...(last?.checksum === checksum ? { repeated: last } : {}) };
  });
  return { migrations, repeatables };
}

const isAlone = ({ directives, statements }: Script): boolean =>
  directives.some(({ key, value }) => key === "transaction" && value === "none") ||
  statements.some(({ transaction }) => transaction !== "allowed");

function refuseWith(known: Known<NoteOutcome>, problems: readonly Problem[]): void {
  known.problems = problems;
  const errors = problems.filter(({ severity }) => severity === "error").length;
  if (errors === 0) return;
  throw new Failure(
    "problems-found",
    "Not all of it can be written for the other tool; nothing was written.",
    {
      hint: "Each says above what to do about it.",
    },
  );
}
