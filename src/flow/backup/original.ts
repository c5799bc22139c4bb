// What a backup was taken of, and the refusal of a copy that is not the same.

import { join } from "node:path";

import { onlyElsewhere } from "../../backup/backup.ts";
import type { Backup } from "../../core/backup.ts";
import { Failure } from "../../core/failure.ts";
import type { Journey } from "../journey.ts";
import { differencesOf, readSchema, type Seen } from "./content.ts";

/** The file beside a backup that holds the schema it was taken of. */
export const SCHEMA_FILE = "schema.json";

export interface Shelved {
  readonly directory: string;
  readonly backup: Backup;
}

/** Throws Failure `wrong-use` where only others can restore it, and `bad-files` where it cannot be read. */
export async function originalOf({ world }: Journey, { directory, backup }: Shelved): Promise<Seen> {
  const { content } = backup;
  if (content === undefined) throw notHere(backup);
  const file = join(directory, backup.id, SCHEMA_FILE);
  try {
    const snapshot = readSchema(new TextDecoder().decode(await world.files.read(file)));
    return { content, snapshot };
  } catch (cause) {
    throw new Failure("bad-files", `${file} cannot be read: the backup has lost what it is compared with.`, {
      hint: "Bring it back from a copy, or take a new backup.",
      file,
      cause,
    });
  }
}

function notHere(backup: Backup): Failure {
  const elsewhere = onlyElsewhere(backup);
  if (elsewhere !== undefined) return new Failure("wrong-use", elsewhere.why, { hint: elsewhere.how });
  return new Failure("bad-files", `The receipt of ${backup.id} does not say what was in the database.`, {
    hint: "Bring the receipt back from a copy, or take a new backup.",
  });
}

/** True where the rows themselves can be compared. */
export const hasHashes = ({ content }: Seen): boolean =>
  content.tables.some(({ hash }) => hash !== undefined);

interface Compared {
  readonly original: Seen;
  readonly copy: Seen;
  /** Who owns in the copy what had another owner. */
  readonly maker: string;
}

const SHOWN_MAX = 10;

/** Throws Failure `backup-unproven`, with what the copy has not. */
export function refuseDifferent({ id }: Backup, { original, copy, maker }: Compared, hint: string): void {
  const differences = differencesOf(original, copy, maker);
  if (differences.length === 0) return;
  const shown = differences.slice(0, SHOWN_MAX).map((difference) => `\n  ${difference}`);
  const more = differences.length > SHOWN_MAX ? `\n  and ${differences.length - SHOWN_MAX} more` : "";
  const message = `The backup ${id} does not restore what was there:${shown.join("")}${more}`;
  throw new Failure("backup-unproven", message, { hint });
}
