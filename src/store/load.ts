// Reads the files of the drafts and makes migrations of them.

import type { Migration, SourceFile } from "../core/migration.ts";
import type { Problem } from "../core/problem.ts";
import { checksumOf } from "./checksum.ts";
import { contentOf, tooLarge } from "./content.ts";
import type { Content } from "./content.ts";
import type { Format, Role } from "./formats/format.ts";
import type { Draft } from "./group.ts";
import { shown } from "./place.ts";
import type { Place } from "./place.ts";
import type { Tree } from "./tree.ts";
import { unreadable } from "./tree.ts";

export interface Loaded {
  /** In the order of the drafts. A migration with a file that cannot be read as text is left out. */
  readonly migrations: readonly Migration[];
  readonly problems: readonly Problem[];
}

export interface LoadRequest {
  readonly drafts: readonly Draft[];
  /** Which of their files are read; the others are left out as if there were none. */
  readonly roles: readonly Role[];
  readonly format: Format;
  readonly tree: Tree;
}

/** The files of a draft, as far as they have been read. */
interface Reading {
  readonly draft: Draft;
  readonly texts: Partial<Record<Role, SourceFile>>;
}

/** Reads the files of every draft but those in `tree.withheld`, which have their problem already. */
export async function load(place: Place, request: LoadRequest): Promise<Loaded> {
  const readings = request.drafts.map((draft): Reading => ({ draft, texts: {} }));
  const files = filesOf(readings, request);
  const paths = files.map(({ path }) => `${place.root}/${path}`);
  const problems: Problem[] = [];
  await place.files.readEach(paths, (index, read) => {
    const file = files[index];
    if (!file) return;
    const content = contentRead(place, file.path, read);
    if (content.kind === "refused") problems.push(content.problem);
    else file.texts[file.role] = { path: shown(place, file.path), text: content.text };
  });
  const migrations: Migration[] = [];
  for (const reading of readings) {
    const made = migrationOf(reading, request);
    if (!made) continue;
    problems.push(...made.problems);
    if (!made.migration) continue;
    migrations.push(made.migration);
    problems.push(...emptyFiles(made.migration));
  }
  return { migrations, problems };
}

interface WantedFile extends Pick<Reading, "texts"> {
  readonly path: string;
  readonly role: Role;
}

function filesOf(readings: readonly Reading[], { roles, tree }: LoadRequest): readonly WantedFile[] {
  const files: WantedFile[] = [];
  for (const { draft, texts } of readings) {
    for (const role of roles) {
      const path = draft[role];
      if (path !== undefined && !tree.withheld.has(path)) files.push({ path, role, texts });
    }
  }
  return files;
}

/** The text of a file that was read, or its problem. */
export function contentRead(place: Place, path: string, read: Uint8Array | string | Error): Content {
  const file = shown(place, path);
  if (!(read instanceof Error)) return contentOf(read, file);
  return { kind: "refused", problem: isTooLarge(read) ? tooLarge(file) : unreadable(place, path, read) };
}

/** Node itself makes no text of a file above 512 MiB, and does not read one above 2 GiB at once. */
const isTooLarge = (error: Error): boolean =>
  "code" in error && (error.code === "ERR_STRING_TOO_LONG" || error.code === "ERR_FS_FILE_TOO_LARGE");

interface Made {
  readonly migration?: Migration;
  readonly problems: readonly Problem[];
}

/** The migration of a draft, unless one of its files could not be read or cut. */
function migrationOf({ draft, texts }: Reading, { roles, format }: LoadRequest): Made | undefined {
  if (!texts.up || roles.some((role) => draft[role] !== undefined && !texts[role])) return undefined;
  const cut = format.cut?.(texts.up);
  if (cut && !cut.up) return { problems: cut.problems };
  const { up, down, verify } = {
    ...texts,
    up: cut?.up ?? texts.up,
    ...(cut?.down && roles.includes("down") && { down: cut.down }),
  };
  const settings = cut ?? format.readSettings?.(up, texts.settings);
  const migration = {
    version: draft.version,
    name: draft.name,
    up,
    ...(down && { down }),
    ...(verify && { verify }),
    outsideTransaction: settings?.outsideTransaction ?? false,
    checksum: checksumOf(cut ? up.text.trim() : up.text),
  };
  return { migration, problems: settings?.problems ?? [] };
}

const EFFECTS = {
  up: "running it changes nothing, and it counts as applied",
  down: "undoing the migration changes nothing, and it counts as undone",
  verify: "it verifies nothing",
} as const;

function emptyFiles(migration: Migration): readonly Problem[] {
  const problems: Problem[] = [];
  for (const role of ["up", "down", "verify"] as const) {
    const file = migration[role];
    if (file && !/\S/.test(file.text)) problems.push(emptyFile(file.path, EFFECTS[role]));
  }
  return problems;
}

/** The problem of a file with nothing in it, and what comes of that. */
export const emptyFile = (file: string, effect: string): Problem => ({
  code: "empty-file",
  severity: "warning",
  message: `${file} is empty: ${effect}.`,
  remedy: "Write the statements, or a comment that says why there are none.",
  file,
});
