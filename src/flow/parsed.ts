// Reads and parses what a journey needs, and no more: parsing is the slow part of starting up.

import { originalText } from "../core/filled-text.ts";
import type { Migration, MigrationFolder, SourceFile } from "../core/migration.ts";
import type { PendingMigration } from "../core/outcome.ts";
import type { Standing } from "../core/plan.ts";
import type { Problem } from "../core/problem.ts";
import type { Script } from "../core/statement.ts";
import type { Version } from "../core/version.ts";
import type { Session } from "../database/database.ts";
import type { Chosen, ReadRepeatable } from "../plan/plan.ts";
import type { Direction } from "../sql/sql.ts";
import { checksumOf, readMigrations } from "../store/store.ts";
import type { Journey } from "./journey.ts";
import { filledFile, filledFolder, type Secrets } from "./placeholders.ts";

/** The folder of migrations, read and checked but not parsed. */
export async function readFolder(journey: Journey, secrets: Secrets = "read"): Promise<MigrationFolder> {
  const { world, settings } = journey;
  const folder = await readMigrations(world.files, { ...settings.folder, now: world.clock.now() });
  return await filledFolder(journey, folder, secrets);
}

/** The same without downs and verify scripts, which say nothing about what is pending: half of the files. */
export async function readUps(journey: Journey): Promise<MigrationFolder> {
  const { world, settings } = journey;
  const request = { ...settings.folder, now: world.clock.now(), only: "ups" } as const;
  return await filledFolder(journey, await readMigrations(world.files, request), "unread");
}

const PARSED_AT_ONCE = 8;

/** Begins to load the parser, for when it is about to be needed and there is something to wait for meanwhile. */
export const warmParser = (): void =>
  void import("../sql/sql.ts").then(({ loadParser }) => loadParser()).catch(() => undefined);

/** Parses one file. Loading costs nothing when it is done, and replaces a parser that a file has worn out. */
async function parse(file: SourceFile, direction: Direction): Promise<Script> {
  const { loadParser, parseScript } = await import("../sql/sql.ts");
  await loadParser();
  return parseScript(file, { direction });
}

/** Every repeatable, parsed. */
export async function parseRepeatables(
  { world }: Pick<Journey, "world">,
  { repeatables }: Pick<MigrationFolder, "repeatables">,
): Promise<readonly ReadRepeatable[]> {
  if (repeatables.length === 0) return [];
  const [{ loadParser }, { parseRepeatable }] = await Promise.all([
    import("../sql/sql.ts"),
    import("../sql/repeatable/repeatable.ts"),
  ]);
  const read: ReadRepeatable[] = [];
  for (const [index, repeatable] of repeatables.entries()) {
    if (index % PARSED_AT_ONCE === 0) await world.clock.breathe();
    await loadParser();
    read.push({ repeatable, ...parseRepeatable(repeatable.file) });
  }
  return read;
}

/** The edited files, parsed to tell cosmetic edits from real ones. */
export async function parseEdited(standing: Standing): Promise<ReadonlyMap<Version, Script>> {
  const scripts = new Map<Version, Script>();
  for (const { migration } of standing.edited)
    scripts.set(migration.version, await parse(migration.up, "up"));
  return scripts;
}

/** The migrations to apply, parsed with their verify scripts. */
export async function parseUps(
  { world }: Pick<Journey, "world">,
  migrations: readonly Migration[],
): Promise<readonly Chosen[]> {
  const chosen: Chosen[] = [];
  for (const [index, migration] of migrations.entries()) {
    const { version, name, up, down, verify, checksum, outsideTransaction } = migration;
    // The server may be at work on those before: its answers are not kept waiting.
    if (index % PARSED_AT_ONCE === 0) await world.clock.breathe();
    chosen.push({
      version,
      name,
      checksum,
      outsideTransaction,
      script: await parse(up, "up"),
      ...(verify ? { verify: await parse(verify, "verify") } : {}),
      ...(down ? { downSql: originalText(down) } : {}),
    });
  }
  return chosen;
}

export interface ParsedDowns {
  readonly chosen: readonly Chosen[];
  readonly problems: readonly Problem[];
}

/** The downs of some migrations: from the folder, or from the journal where the folder has none. */
export async function parseDowns(
  journey: Journey,
  migrations: readonly PendingMigration[],
  { folder, session }: { readonly folder: MigrationFolder; readonly session: Session },
): Promise<ParsedDowns> {
  const { readDownSql } = await import("../journal/journal.ts");
  const files = new Map(folder.migrations.map((migration) => [migration.version, migration]));
  const chosen: Chosen[] = [];
  const problems: Problem[] = [];
  for (const { version, name } of migrations) {
    const migration = files.get(version);
    const kept = migration?.down ? undefined : await readDownSql(session, version);
    const journalled = kept === undefined ? undefined : { path: `journal:${version}`, text: kept };
    const filled = journalled && (await filledFile(journey, journalled));
    problems.push(...(filled?.problems ?? []));
    const down = migration?.down ?? filled?.file;
    if (!down) {
      problems.push(await noDown(version, name, migration));
      continue;
    }
    const script = await parse(down, "down");
    if (script.statements.length === 0) problems.push(emptyDown(version, down.path));
    chosen.push({
      version,
      name,
      script,
      checksum: checksumOf(originalText(down)),
      outsideTransaction: migration?.outsideTransaction ?? false,
    });
  }
  return { chosen, problems };
}

async function noDown(version: Version, name: string, migration: Migration | undefined): Promise<Problem> {
  const up = migration && (await parse(migration.up, "up"));
  const declared = up?.directives.find(({ key }) => key === "irreversible")?.value;
  return {
    code: declared ? "irreversible" : "no-down",
    severity: "error",
    message: declared
      ? `${version} ${name} is declared irreversible: ${declared}`
      : `${version} ${name} has no down, neither in the folder nor in the journal.`,
    remedy:
      `Write its down file, or change the schema by hand and record it: ` +
      `lockkeeper repair mark-undone ${version} --reason "…"`,
    version,
    ...(migration ? { file: migration.up.path } : {}),
  };
}

const emptyDown = (version: Version, file: string): Problem => ({
  code: "empty-down",
  severity: "warning",
  message: `${file} holds no statement: undoing ${version} changes nothing but the journal.`,
  remedy: "Write what undoes it, if anything does.",
  version,
  file,
});
