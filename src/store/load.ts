// Reads the files of the drafts and makes migrations of them.

import type { Migration, SourceFile } from "../core/migration.ts";
import type { Problem } from "../core/problem.ts";
import { checksumOf } from "./checksum.ts";
import { mapConcurrently } from "./concurrent.ts";
import { contentOf, tooLarge } from "./content.ts";
import type { Content } from "./content.ts";
import type { Format } from "./formats/format.ts";
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

type Texts = ReadonlyMap<string, SourceFile>;

/** Reads every file of every draft but those in `tree.withheld`, which have their problem already. */
export async function load(
  place: Place,
  {
    drafts,
    format,
    tree,
  }: { readonly drafts: readonly Draft[]; readonly format: Format; readonly tree: Tree },
): Promise<Loaded> {
  const paths = drafts.flatMap(pathsOf).filter((path) => !tree.withheld.has(path));
  const contents = await mapConcurrently(paths, (path) => readText(place, path));
  const texts = new Map<string, SourceFile>();
  const problems: Problem[] = [];
  for (const [index, path] of paths.entries()) {
    const content = contents[index];
    if (content?.kind === "text") texts.set(path, { path: shown(place, path), text: content.text });
    if (content?.kind === "refused") problems.push(content.problem);
  }
  const made = drafts.map((draft) => migrationOf(draft, texts, format));
  return {
    migrations: made.flatMap(({ migration }) => migration ?? []),
    problems: [...problems, ...made.flatMap((one) => one.problems)],
  };
}

const pathsOf = ({ up, down, verify, settings }: Draft): readonly string[] =>
  [up, down, verify, settings].filter((path) => path !== undefined);

async function readText(place: Place, path: string): Promise<Content> {
  try {
    return contentOf(await place.files.read(`${place.root}/${path}`), shown(place, path));
  } catch (error) {
    const problem = isTooLarge(error) ? tooLarge(shown(place, path)) : unreadable(place, path, error);
    return { kind: "refused", problem };
  }
}

/** Node itself does not read a file above 2 GiB at once. */
const isTooLarge = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === "ERR_FS_FILE_TOO_LARGE";

interface Made {
  readonly migration?: Migration;
  readonly problems: readonly Problem[];
}

function migrationOf(draft: Draft, texts: Texts, format: Format): Made {
  const up = texts.get(draft.up);
  const read = pathsOf(draft).flatMap((path) => texts.get(path) ?? []);
  if (up === undefined || read.length < pathsOf(draft).length) return { problems: [] };
  const [down, verify, file] = [draft.down, draft.verify, draft.settings].map((path) =>
    texts.get(path ?? ""),
  );
  const settings = format.readSettings?.(up, file) ?? { outsideTransaction: false, problems: [] };
  const migration = {
    version: draft.version,
    name: draft.name,
    up,
    ...(down && { down }),
    ...(verify && { verify }),
    outsideTransaction: settings.outsideTransaction,
    checksum: checksumOf(up.text),
  };
  return { migration, problems: [...settings.problems, ...emptyFiles(migration)] };
}

function emptyFiles({ up, down, verify }: Pick<Migration, "up" | "down" | "verify">): readonly Problem[] {
  const effects = [
    { file: up, effect: "running it changes nothing, and it counts as applied" },
    { file: down, effect: "undoing the migration changes nothing, and it counts as undone" },
    { file: verify, effect: "it verifies nothing" },
  ];
  return effects.flatMap(({ file, effect }) => {
    if (file === undefined || /\S/.test(file.text)) return [];
    return [emptyFile(file.path, effect)];
  });
}

const emptyFile = (file: string, effect: string): Problem => ({
  code: "empty-file",
  severity: "warning",
  message: `${file} is empty: ${effect}.`,
  remedy: "Write the statements, or a comment that says why there are none.",
  file,
});
