// The journey of `renumber`: gives pending migrations that are out of order a version after all others.

import { join } from "node:path";
import type { Migration, MigrationFolder } from "../core/migration.ts";
import type { Standing } from "../core/plan.ts";
import type { NoteOutcome } from "../core/outcome.ts";
import { readHistory } from "../journal/journal.ts";
import { compareWithHistory } from "../plan/plan.ts";
import { nextVersion, renamed, type Rename } from "../store/store.ts";
import { refuseUnconfirmed, type Confirmation } from "./confirm.ts";
import { told, type Journey } from "./journey.ts";
import { noteOf } from "./note.ts";
import { readFolder } from "./parsed.ts";
import { openTarget, shownTarget } from "./target.ts";

/** Renames the files of every pending migration that is older than what is applied; the text stays. */
export function renumber(journey: Journey, confirmation: Confirmation): Promise<NoteOutcome> {
  return told(noteOf(shownTarget(journey)), async (known) => {
    const { world, settings } = journey;
    const folder = await readFolder(journey);
    const { outOfOrder } = await standingOf(journey, folder);
    if (outOfOrder.length === 0) return;
    const moves = movesFor(journey, folder, outOfOrder);
    const list = moves.map(({ from, to }) => `  ${from} -> ${to}`).join("\n");
    await refuseUnconfirmed(journey, `Rename these files?\n${list}`, confirmation);
    for (const { from, to } of moves) {
      await world.files.rename(join(settings.folder.directory, from), join(settings.folder.directory, to));
    }
    known.word = "applied";
    known.lines = moves.map(({ from, to }) => `${from} is now ${to}`);
    known.facts = { renamed: moves };
  });
}

function movesFor(
  { world, settings }: Journey,
  folder: MigrationFolder,
  migrations: readonly Migration[],
): readonly Rename[] {
  const now = world.clock.now();
  const { shownAs } = settings.folder;
  const { format } = folder;
  const existing = folder.migrations.map(({ version }) => version);
  return migrations.flatMap((migration) => {
    const version = nextVersion({ now, existing, format });
    existing.push(version);
    return renamed(migration, version, { format, shownAs });
  });
}

async function standingOf(journey: Journey, folder: MigrationFolder): Promise<Standing> {
  await using session = await openTarget(journey);
  return compareWithHistory(folder, await readHistory(session));
}
