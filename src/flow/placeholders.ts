// Replaces placeholders in the files of a folder that ask for it.

import type { Migration, MigrationFolder, Repeatable, SourceFile } from "../core/migration.ts";
import {
  asksForPlaceholders,
  fillPlaceholders,
  placeholdersIn,
  unusedPlaceholders,
  type PlaceholderValue,
} from "../core/placeholder.ts";
import type { Problem } from "../core/problem.ts";
import { checksumOf } from "../store/store.ts";
import type { Journey } from "./journey.ts";

/** `unread`: secrets are left where they are, and a word stands for each. For what only looks at files. */
export type Secrets = "read" | "unread";

const STAND_IN = "secret";

type Values = ReadonlyMap<string, PlaceholderValue>;

/**
 * The folder with its placeholders replaced, and what is wrong with them among its problems. Throws Failure where a secret
 * that a file wants cannot be read.
 */
export async function filledFolder(
  journey: Journey,
  folder: MigrationFolder,
  secrets: Secrets,
): Promise<MigrationFolder> {
  const { placeholders } = journey.settings;
  const files = [...folder.migrations.flatMap(filesOf), ...folder.repeatables.map(({ file }) => file)];
  const asking = files.filter(({ text }) => asksForPlaceholders(text));
  if (asking.length === 0 && (placeholders?.size ?? 0) === 0) return folder;
  const texts = asking.map(({ text }) => text);
  const values = await valuesFor(journey, texts, secrets);
  const problems: Problem[] = [...unusedPlaceholders(placeholders?.keys() ?? [], texts)];
  const fill = (file: SourceFile): SourceFile => {
    const filled = fillPlaceholders(file, values);
    problems.push(...filled.problems);
    return filled.file;
  };
  return {
    ...folder,
    migrations: folder.migrations.map((migration) => filledMigration(migration, fill)),
    repeatables: folder.repeatables.map((each) => filledRepeatable(each, fill, values)),
    problems: [...folder.problems, ...problems],
  };
}

/** One file by itself, such as a down that only the journal has. */
export async function filledFile(
  journey: Journey,
  file: SourceFile,
): Promise<{ readonly file: SourceFile; readonly problems: readonly Problem[] }> {
  if (!asksForPlaceholders(file.text)) return { file, problems: [] };
  return fillPlaceholders(file, await valuesFor(journey, [file.text], "read"));
}

async function valuesFor(
  { settings: { placeholders } }: Journey,
  texts: readonly string[],
  secrets: Secrets,
): Promise<Values> {
  const wanted = new Set(texts.flatMap((text) => [...placeholdersIn(text)]));
  const values = new Map<string, PlaceholderValue>();
  for (const [name, placeholder] of placeholders ?? []) {
    const secret = placeholder.kind === "secret";
    const reads = secret && secrets === "read" && wanted.has(name);
    const text = secret ? (reads ? await placeholder.read() : STAND_IN) : placeholder.text;
    values.set(name, { text, secret });
  }
  return values;
}

const filesOf = ({ up, down, verify }: Migration): readonly SourceFile[] =>
  [up, down, verify].filter((file) => file !== undefined);

const filledMigration = (migration: Migration, fill: (file: SourceFile) => SourceFile): Migration => ({
  ...migration,
  up: fill(migration.up),
  ...(migration.down && { down: fill(migration.down) }),
  ...(migration.verify && { verify: fill(migration.verify) }),
});

/** Another value is another content, save that of a secret, which leaves no trace. */
function filledRepeatable(
  repeatable: Repeatable,
  fill: (file: SourceFile) => SourceFile,
  values: Values,
): Repeatable {
  const { file } = repeatable;
  if (!asksForPlaceholders(file.text)) return repeatable;
  const plain = new Map([...values].filter(([, { secret }]) => !secret));
  return { ...repeatable, file: fill(file), checksum: checksumOf(fillPlaceholders(file, plain).file.text) };
}
