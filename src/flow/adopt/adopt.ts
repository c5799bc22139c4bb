// The journey of `adopt`: another tool's files and table become ours. Nothing is written while anything is in doubt.

import { dirname, join } from "node:path";

import { matchHistory, tableNamed, type Choice, type Tool } from "../../adopt/adopt.ts";
import { Failure } from "../../core/failure.ts";
import type { AdoptOutcome } from "../../core/outcome.ts";
import type { Problem } from "../../core/problem.ts";
import { repeatableVersion } from "../../core/repeatable.ts";
import type { Session } from "../../database/database.ts";
import { readHistory } from "../../journal/journal.ts";
import { told, type Journey, type Known } from "../journey.ts";
import { lockTarget, openTarget, shownTarget } from "../target.ts";
import { findPast, holdTheirs, noTable, readPast, refuseDifferences, type Past } from "./past.ts";
import { chosenTool, lookAround, readProject, type Source } from "./project.ts";
import { writeJournal } from "./journal.ts";
import { differencesFrom } from "./proof.ts";
import {
  asConverted,
  asTheyAre,
  convertedBefore,
  convertNow,
  type Applied,
  type Adoptables,
} from "./versions.ts";

export interface AdoptRequest {
  /** The tool's name; without it, only what is found is told. */
  readonly tool?: string;
  readonly source: Source;
  /** Writes the files as ours into the migrations folder. */
  readonly convert: boolean;
  readonly dryRun: boolean;
  /** Where the tool was told to keep its table. */
  readonly table?: string;
  /** Which of its migrations the tool is told to run on this database. */
  readonly choice: Choice;
  /** Why a schema that is not what the files make is adopted all the same. */
  readonly reason?: string;
}

/** Takes over a database and its files. The other tool's table stays as it is. */
export function adopt(journey: Journey, request: AdoptRequest): Promise<AdoptOutcome> {
  const nothingYet: AdoptOutcome = {
    command: "adopt",
    dryRun: request.dryRun,
    found: [],
    adopted: [],
    pending: [],
    files: [],
    differences: [],
    problems: [],
  };
  return told(nothingYet, async (known) => {
    const { tool: name } = request;
    if (name === undefined) return await lookOnly(journey, request, known);
    const tool: Tool = chosenTool(name);
    known.tool = tool.title;
    known.target = shownTarget(journey);
    const ours = await adoptablesOf(journey, tool, { request, known });
    await using session = await openTarget(journey);
    const typed = request.table === undefined ? {} : { history: tableNamed(request.table) };
    const named = { ...ours.tables, ...typed };
    const past = await findPast(session, tool, named);
    if (past === undefined && tool.history !== undefined) {
      if (!request.convert || request.table !== undefined) throw noTable(tool, known.target, named);
      await writeFiles(journey, ours, { known, dryRun: request.dryRun });
      return;
    }
    const how = request.dryRun ? "look" : "take";
    await using _theirs = past && (await holdTheirs(journey, { session, tool, past, how }));
    await using _ours = request.dryRun ? undefined : await lockTarget(journey, session);
    const applied = await appliedOf({ past, session, known, ours });
    if (await isAdopted(session, applied)) return;
    known.differences = await differencesFrom(journey, {
      ...{ past, target: session, folder: ours.folder, applied },
    });
    refuseDifferences(tool, known.differences, request.reason);
    await writeFiles(journey, ours, { known, dryRun: request.dryRun });
    if (!request.dryRun) await writeJournal(journey, session, { applied, ...request, tool });
    known.adopted = applied.map(({ version, name: each, origin, row }) => ({
      ...{ version, name: each, id: origin.id },
      ...(row.appliedAt === undefined ? {} : { appliedAt: row.appliedAt }),
    }));
  });
}

/** `adopt` without a name: what the files and the database look like. */
async function lookOnly(
  journey: Journey,
  { source }: AdoptRequest,
  known: Known<AdoptOutcome>,
): Promise<void> {
  const { recognised } = await lookAround(journey, source);
  const clear = recognised.filter(({ weak }) => weak !== true);
  const inFiles = clear.map(({ tool, directory, why }) => ({
    tool: tool.name,
    why,
    directory: join(source.shownAs, directory),
  }));
  known.found = [...inFiles, ...(await tablesOf(journey))];
  if (known.found.length === 0) {
    throw new Failure(
      "not-found",
      `Nothing in ${source.shownAs} or in the database looks like another tool's.`,
      {
        hint: "Name the folder of its project with --source-dir DIR, and the database with --database-url URL.",
      },
    );
  }
}

/** Nobody is asked to start a server only to look into it. */
async function tablesOf(journey: Journey): Promise<AdoptOutcome["found"]> {
  if (journey.settings.target.kind !== "url") return [];
  const { TOOLS } = await import("../../adopt/adopt.ts");
  await using session = await openTarget(journey);
  const found: { readonly tool: Tool; readonly table: string }[] = [];
  for (const tool of TOOLS) {
    const { table } = (await findPast(session, tool, {})) ?? {};
    if (table) found.push({ tool, table: `${table.schema}.${table.table}` });
  }
  // Several tools call their table alike: it is of those that ask for the most of its columns.
  const asked = ({ tool }: { readonly tool: Tool }): number => tool.history?.columns.length ?? 0;
  const mostAsked = (table: string): number =>
    Math.max(...found.filter((each) => each.table === table).map(asked));
  return found
    .filter((each) => asked(each) === mostAsked(each.table))
    .map(({ tool, table }) => ({ tool: tool.name, why: `the database has its table ${table}` }));
}

interface Asked {
  readonly request: AdoptRequest;
  readonly known: Known<AdoptOutcome>;
}

/** Our files with their origins, converted now, converted before, or the tool's own. Throws on problems. */
async function adoptablesOf(journey: Journey, tool: Tool, { request, known }: Asked): Promise<Adoptables> {
  // Converted before and cut short, or converted on another machine: the files are there.
  const before = await convertedBefore(journey);
  if (before !== undefined && before.tool !== tool.name) {
    throw new Failure(
      "wrong-use",
      `The files in ${journey.settings.folder.shownAs} were converted from ${before.tool}.`,
      {
        hint: `lockkeeper adopt ${before.tool}`,
      },
    );
  }
  if (before !== undefined) {
    const ours = await asConverted(journey, before);
    return withoutProblems(ours, known, [...ours.folder.problems, ...ours.problems]);
  }
  const found = await readProject(journey, tool, request);
  withoutProblems(found, known, found.project.problems);
  const make = request.convert ? convertNow : asTheyAre;
  const ours = await make(journey, tool, found);
  return withoutProblems(ours, known, ours.folder.problems);
}

/** Adds the problems to what is known, and throws where one of them is an error. */
function withoutProblems<T>(value: T, known: Known<AdoptOutcome>, problems: readonly Problem[]): T {
  known.problems = [...known.problems, ...problems];
  const errors = problems.filter(({ severity }) => severity === "error").length;
  if (errors === 0) return value;
  throw new Failure(
    "problems-found",
    `${errors === 1 ? "One thing is" : `${errors} things are`} in doubt; nothing was written.`,
    {
      hint: "Settle what is told above, and adopt again.",
    },
  );
}

interface Asking {
  readonly past: Past | undefined;
  readonly session: Session;
  readonly known: Known<AdoptOutcome>;
  readonly ours: Adoptables;
}

async function appliedOf({ past, session, known, ours }: Asking): Promise<readonly Applied[]> {
  const history = await readPast(session, past, ours);
  const matched = matchHistory(ours.adoptables, history.rows, ours.leftOut);
  known.pending = matched.pending.map(({ version, name }) => ({ version, name }));
  return withoutProblems(matched, known, [...history.problems, ...matched.problems]).applied.map(
    ({ migration, row }) => ({ ...migration, row }),
  );
}

/** True where all of it is in our journal already. Throws Failure where the journal tells of something else. */
async function isAdopted(session: Session, applied: readonly Applied[]): Promise<boolean> {
  const history = await readHistory(session);
  if (history.position === 0) return false;
  const there = new Set([
    ...history.applied.map(({ version }) => version),
    ...history.repeated.map(({ name }) => repeatableVersion(name)),
  ]);
  if (applied.every(({ version }) => there.has(version))) return true;
  throw new Failure(
    "history-moved",
    "This database has a journal of Lockkeeper's already, which tells otherwise.",
    {
      hint: "lockkeeper status shows it. Only a database without a history of ours is adopted.",
    },
  );
}

async function writeFiles(
  { world, settings }: Journey,
  { files }: Adoptables,
  { known, dryRun }: { readonly known: Known<AdoptOutcome>; readonly dryRun: boolean },
): Promise<void> {
  const { directory, shownAs } = settings.folder;
  for (const { path, text } of dryRun ? [] : files) {
    await world.files.makeDirectory(dirname(join(directory, path)));
    await world.files.write(join(directory, path), text);
  }
  known.files = files.map(({ path }) => join(shownAs, path));
}
