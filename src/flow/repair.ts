// The journey of `repair`: adds a row to the journal that says what a person has found out or put right.

import { Failure } from "../core/failure.ts";
import type { History } from "../core/history.ts";
import type { Migration } from "../core/migration.ts";
import type { NoteOutcome } from "../core/outcome.ts";
import type { Version } from "../core/version.ts";
import { ensureJournal, readHistory, record, type JournalEntry } from "../journal/journal.ts";
import { told, type Journey } from "./journey.ts";
import { noteOf } from "./note.ts";
import { parseUps, readFolder } from "./parsed.ts";
import { describeRun, lockTarget, openTarget, shownTarget } from "./target.ts";

export type Repair = "accept-edit" | "mark-applied" | "mark-undone";

export interface RepairRequest {
  readonly repair: Repair;
  readonly version: Version;
  readonly reason: string;
}

/** Records the repair. The schema itself is not touched. */
export function repair(journey: Journey, request: RepairRequest): Promise<NoteOutcome> {
  return told(noteOf(shownTarget(journey)), async (known) => {
    const { version } = request;
    const folder = await readFolder(journey);
    const migration = folder.migrations.find((each) => each.version === version);
    await using session = await openTarget(journey);
    await using _lock = await lockTarget(journey, session);
    const history = await readHistory(session);
    const entry = await entryOf({ ...request, journey }, migration, history);
    if (!history.exists) await ensureJournal(session);
    await record(session, await describeRun(journey), entry);
    known.word = "applied";
    known.lines = [`${version} ${entry.name}: ${SAID[request.repair]}`];
    known.facts = { repair: request.repair, version, name: entry.name };
  });
}

const SAID: Readonly<Record<Repair, string>> = {
  "accept-edit": "the file as it is now counts as what was applied",
  "mark-applied": "counts as applied",
  "mark-undone": "counts as not applied",
};

async function entryOf(
  { repair: kind, version, reason, journey }: RepairRequest & { readonly journey: Journey },
  migration: Migration | undefined,
  history: History,
): Promise<JournalEntry> {
  const applied = history.applied.find((entry) => entry.version === version);
  const unfinished = history.unfinished.find((entry) => entry.version === version);
  if (kind === "mark-undone") {
    const known = applied ?? unfinished;
    if (!known) throw notThere(`${version} is not applied, so there is nothing to mark.`);
    return { event: "marked-undone", direction: "down", version, name: known.name, reason };
  }
  if (!migration) throw notThere(`There is no file of ${version}.`);
  if (kind === "accept-edit" && !applied) throw notThere(`${version} is not applied: edit it as you like.`);
  if (kind === "mark-applied" && applied) throw notThere(`${version} is applied already.`);
  const [parsed] = await parseUps(journey, [migration]);
  const { name, checksum } = migration;
  const essence = parsed ? { essence: parsed.script.essence, file: parsed.script.file } : {};
  const down = migration.down ? { downSql: migration.down.text } : {};
  const event = kind === "accept-edit" ? "edit-accepted" : "marked-applied";
  return { event, direction: "up", version, name, checksum, reason, ...essence, ...down };
}

const notThere = (message: string): Failure =>
  new Failure("not-found", message, { hint: "lockkeeper status shows how files and journal stand." });
