// The journey of `new`: writes the files of a new migration.

import { dirname, join } from "node:path";
import { Failure } from "../core/failure.ts";
import type { NoteOutcome } from "../core/outcome.ts";
import { newMigration, newRepeatable } from "../store/store.ts";
import { told, type Journey } from "./journey.ts";
import { noteOf } from "./note.ts";
import { readFolder } from "./parsed.ts";

/** Writes a repeatable; what is there already is never overwritten. */
export function writeNewRepeatable(journey: Journey, words: string): Promise<NoteOutcome> {
  return told(noteOf(), async (known) => {
    const { world, settings } = journey;
    const { directory, shownAs } = settings.folder;
    const made = newRepeatable(words);
    if (made === undefined) {
      throw new Failure("wrong-use", `\`${words}\` has no Latin letter or digit to make a file name of.`, {
        hint: "Name what it makes, with its folder: lockkeeper new --repeatable views/orders_of_today",
      });
    }
    const path = join(directory, made.path);
    await world.files.makeDirectory(dirname(path));
    if (!(await world.files.writeNew(path, made.text))) {
      throw new Failure("wrong-use", `${join(shownAs, made.path)} is there already.`, {
        hint: "Change that file: it is applied again when its content has changed.",
      });
    }
    const file = join(shownAs, made.path);
    known.word = "ok";
    known.lines = [`wrote ${file}`];
    known.facts = { name: made.name, files: [file] };
  });
}

/** Writes the pair of files; what is there already is never overwritten. */
export function writeNew(journey: Journey, title: string): Promise<NoteOutcome> {
  return told(noteOf(), async (known) => {
    const { world, settings } = journey;
    const { directory, shownAs } = settings.folder;
    await world.files.makeDirectory(directory);
    const folder = await readFolder(journey);
    const made = newMigration({
      title,
      now: world.clock.now(),
      existing: folder.migrations.map(({ version }) => version),
      format: folder.format,
    });
    for (const { name, text } of made.files) {
      const path = join(directory, name);
      await world.files.makeDirectory(dirname(path));
      if (!(await world.files.writeNew(path, text))) {
        throw new Failure("wrong-use", `${join(shownAs, name)} is there already.`, {
          hint: "Run the command again: it takes a new version every second.",
        });
      }
    }
    const files = made.files.map(({ name }) => join(shownAs, name));
    known.word = "ok";
    known.lines = files.map((file) => `wrote ${file}`);
    known.facts = { version: made.version, name: made.name, files };
  });
}
