// What must hold whatever tool is taken over from: its own database, adopted, is the same as before, and goes on with us.

import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { cp, mkdir, mkdtemp, readdir, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { TestContext } from "node:test";

import { compareSnapshots, takeSnapshot } from "../../src/catalog/catalog.ts";
import type { Snapshot } from "../../src/core/catalog.ts";
import { testDatabase, testServer, testSession, type TestServer } from "../support/server.ts";

const MAIN = join(import.meta.dirname, "../../src/cli/main.ts");
const PEERS = join(import.meta.dirname, "../peers/node_modules");

/** Packages whose program npm puts nowhere: of dbmate only the one for the machine that tests run on is fetched. */
const PROGRAMS: Readonly<Record<string, string>> = { dbmate: "@dbmate/linux-x64/bin/dbmate" };

/** The program of a peer that npm installed; undefined where it is not there. */
export function peer(name: string): string | undefined {
  const program = join(PEERS, PROGRAMS[name] ?? `.bin/${name}`);
  return existsSync(program) ? program : undefined;
}

/** True where the system has the program. */
export const hasProgram = (name: string): boolean => spawnSync(name, ["--version"]).error === undefined;

/** Files of a project, by their paths in it. */
export type Files = Readonly<Record<string, string>>;

/** A project of the other tool in a folder of its own, and an empty database. */
export interface Yard {
  readonly directory: string;
  readonly url: string;
  /** Where the database is; without it on the server that most tests share. */
  readonly server: TestServer | undefined;
  write(files: Files): Promise<void>;
  /** Runs a program in the folder. Fails with what it says where it does. */
  run(program: string, args: readonly string[], env?: Readonly<Record<string, string>>): Promise<string>;
  /** Runs SQL in the database. */
  sql(text: string): Promise<readonly Readonly<Record<string, unknown>>[]>;
  lockkeeper(...args: readonly string[]): Promise<Told>;
}

/** What lockkeeper says with --json. */
export interface Told {
  readonly code: number;
  readonly outcome: string;
  readonly adopted: readonly {
    readonly version: string;
    readonly id: string;
    readonly applied_at?: string;
  }[];
  readonly pending: readonly { readonly version: string; readonly name: string }[];
  readonly applied: readonly {
    readonly version: string;
    readonly by?: string;
    readonly applied_at?: string;
  }[];
  readonly problems: readonly { readonly code: string; readonly message: string }[];
  readonly differences: readonly { readonly kind: string; readonly name: string }[];
  readonly files: readonly string[];
  readonly found: readonly { readonly tool: string; readonly directory?: string }[];
  readonly fixes?: {
    readonly files: readonly unknown[];
    readonly unproven: readonly { readonly reason: string }[];
  };
  readonly failure?: { readonly code: string; readonly message: string; readonly hint?: string };
}

/** An empty folder and an empty database, gone after the test. Another database: `url`; another server: `server`. */
export async function openYard(
  context: TestContext,
  { url, server }: { readonly url?: string; readonly server?: TestServer } = {},
): Promise<Yard> {
  const directory = await realpath(await mkdtemp(join(tmpdir(), "lockkeeper-adopt-")));
  context.after(() => rm(directory, { recursive: true, force: true }));
  return yardAt(directory, { url: url ?? (await testDatabase(context, server)), server });
}

/** The same folder and the same database once more, for a test that spoils them. */
export async function copyOf({ directory, url, server }: Yard, context: TestContext): Promise<Yard> {
  const copy = await openYard(context, {
    url: await testDatabase(context, server, url),
    ...(server && { server }),
  });
  await cp(directory, copy.directory, { recursive: true });
  return copy;
}

/** Something that is wrong with files or table, and what is to be told of it. */
export interface Damage {
  readonly title: string;
  readonly spoil: (yard: Yard, context: TestContext) => Promise<unknown>;
  /** Is in the message of a problem or of the failure. */
  readonly told: RegExp;
  /** True where it is only told, and the rest adopted. */
  readonly passes?: true;
  readonly flags?: readonly string[];
}

/** Spoils a copy of a good yard and adopts it: it is refused by name, and nothing at all is written. */
export async function tellsDamage(
  context: TestContext,
  tool: string,
  { yard, damage }: { readonly yard: Yard; readonly damage: Damage },
): Promise<void> {
  await tellsIn(context, tool, { yard: await copyOf(yard, context), damage });
}

/** The same in the yard itself, which nobody needs any more. */
export async function tellsIn(
  context: TestContext,
  tool: string,
  { yard, damage }: { readonly yard: Yard; readonly damage: Damage },
): Promise<void> {
  await damage.spoil(yard, context);
  const { code, problems, failure } = await yard.lockkeeper(
    "adopt",
    tool,
    "--convert",
    ...(damage.flags ?? []),
  );
  const said = [...problems.map(({ message }) => message), failure?.message ?? ""];
  assert.ok(
    said.some((message) => damage.told.test(message)),
    said.join("\n"),
  );
  assert.equal(code === 0, damage.passes === true, said.join("\n"));
  if (damage.passes === true) return;
  assert.equal(await journalOf(yard), undefined);
  assert.equal(existsSync(join(yard.directory, "migrations", "origins.json")), false);
}

const PROGRAM_MS_MAX = 120_000;

function yardAt(directory: string, { url, server }: Pick<Yard, "url" | "server">): Yard {
  const write = async (files: Files): Promise<void> => {
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(directory, path)), { recursive: true });
      await writeFile(join(directory, path), text);
    }
  };
  const sql: Yard["sql"] = async (text) => {
    await using session = await testSession(url);
    return (await session.run(text)).at(-1)?.rows ?? [];
  };
  const run: Yard["run"] = async (program, args, env = {}) => {
    const { code, stdout, stderr } = await ended(program, args, { cwd: directory, env });
    assert.equal(code, 0, `${program} ${args.join(" ")}\n${stdout}\n${stderr}`);
    return stdout;
  };
  const lockkeeper: Yard["lockkeeper"] = async (...args) => {
    const { url: scratch } = server ?? (await testServer());
    const { code, stdout, stderr } = await ended(process.execPath, [MAIN, ...args, "--json"], {
      cwd: directory,
      env: { LOCKKEEPER_PROJECT: directory, DATABASE_URL: url, LOCKKEEPER_SCRATCH_URL: scratch },
    });
    assert.notEqual(stdout, "", stderr);
    const lists = {
      adopted: [],
      pending: [],
      applied: [],
      problems: [],
      differences: [],
      files: [],
      found: [],
    };
    return { ...lists, ...(JSON.parse(stdout) as Omit<Told, "code">), code };
  };
  return { directory, url, server, write, run, sql, lockkeeper };
}

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

function ended(
  program: string,
  args: readonly string[],
  { cwd, env }: { readonly cwd: string; readonly env: Readonly<Record<string, string>> },
): Promise<Ended> {
  const { PATH = "", HOME = "" } = process.env;
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, env: { PATH, HOME, ...env }, timeout: PROGRAM_MS_MAX });
    let [stdout, stderr] = ["", ""];
    child.stdout.on("data", (chunk) => (stdout += String(chunk)));
    child.stderr.on("data", (chunk) => (stderr += String(chunk)));
    child.on("error", reject);
    child.on("close", (code) => resolve({ code: code ?? -1, stdout, stderr }));
  });
}

export interface Expected {
  /** As it is typed: `dbmate`. */
  readonly tool: string;
  /** How many migrations the tool has applied. */
  readonly applied: number;
  /** The tables, quoted where they must be, that the tool keeps for itself: they stay as they are. */
  readonly tables: readonly string[];
  /** More words for `adopt`. */
  readonly flags?: readonly string[];
  /** True where the tool's table has no times. */
  readonly timeless?: true;
}

/**
 * Adopts what the tool has made, converted, and checks all that is promised: the dry run writes nothing, the schema
 * and the tool's tables stay as they are, the journal has it all with the times of then, a second time there is
 * nothing to do, the next migration is ours, and another database of the team is adopted without the old files.
 */
export async function adoptsWell(context: TestContext, yard: Yard, expected: Expected): Promise<Told> {
  const { tool, applied, tables, flags = [] } = expected;
  const before = await standOf(yard, tables);

  const found = await yard.lockkeeper("adopt");
  assert.ok(
    found.found.some((each) => each.tool === tool),
    JSON.stringify(found.found),
  );

  const dry = await yard.lockkeeper("adopt", tool, "--convert", "--dry-run", ...flags);
  assert.deepEqual(
    [dry.failure, dry.code, dry.adopted.length],
    [undefined, 0, applied],
    JSON.stringify(dry.problems),
  );
  assert.equal(existsSync(join(yard.directory, "migrations", "origins.json")), false);
  assert.deepEqual(await journalOf(yard), undefined);

  const done = await yard.lockkeeper("adopt", tool, "--convert", ...flags);
  assert.deepEqual([done.failure, done.outcome, done.adopted.length], [undefined, "applied", applied]);
  assert.deepEqual(done.adopted, dry.adopted);
  const after = await standOf(yard, tables);
  assert.deepEqual(compareSnapshots(before.snapshot, after.snapshot), []);
  assert.deepEqual(after.rows, before.rows);

  const status = await yard.lockkeeper("status");
  assert.deepEqual([status.failure, status.applied.length, status.pending.length], [undefined, applied, 0]);
  assert.ok(status.applied.every(({ by }) => by === "adopted"));
  if (expected.timeless !== true) {
    for (const { applied_at: at } of done.adopted) assert.ok(at !== undefined, "no time of then");
    assert.deepEqual(
      status.applied.map(({ applied_at: at = "" }) => Date.parse(at)),
      done.adopted.map(({ applied_at: at = "" }) => Date.parse(at)),
    );
  }
  assert.equal((await yard.lockkeeper("adopt", tool, ...flags)).outcome, "idle");
  await oneMoreOfOurs(yard);
  await adoptsAnother(context, yard, expected);
  return done;
}

/** The state of the database: its schema, and the rows of the tool's own tables. */
async function standOf(
  yard: Yard,
  tables: readonly string[],
): Promise<{ readonly snapshot: Snapshot; readonly rows: readonly unknown[] }> {
  await using session = await testSession(yard.url);
  const rows: unknown[] = [];
  for (const table of tables) rows.push(await session.query(`select * from ${table} as t order by t::text`));
  return { snapshot: await takeSnapshot(session), rows };
}

async function journalOf(yard: Yard): Promise<unknown> {
  const [row] = await yard.sql("select to_regclass('lockkeeper.journal') as name");
  return row?.["name"] ?? undefined;
}

async function oneMoreOfOurs(yard: Yard): Promise<void> {
  await yard.write({
    "migrations/20260601_090000_ours.sql": "create table public.ours (id bigint primary key);\n",
    "migrations/20260601_090000_ours_down.sql": "drop table public.ours;\n",
  });
  const up = await yard.lockkeeper("up");
  assert.deepEqual([up.failure, up.applied.map(({ version }) => version)], [undefined, ["20260601_090000"]]);
  const down = await yard.lockkeeper("down", "--yes");
  assert.deepEqual(down.failure, undefined);
  await rm(join(yard.directory, "migrations/20260601_090000_ours.sql"));
  await rm(join(yard.directory, "migrations/20260601_090000_ours_down.sql"));
}

/** A copy of the database as it was before us, adopted with nothing but the converted files. */
async function adoptsAnother(
  context: TestContext,
  yard: Yard,
  { tool, applied, flags = [] }: Expected,
): Promise<void> {
  const { directory, server } = yard;
  const there = yardAt(directory, { url: await testDatabase(context, server, yard.url), server });
  await there.sql("drop schema lockkeeper cascade");
  for (const name of await readdir(directory)) {
    if (name !== "migrations") await rm(join(directory, name), { recursive: true });
  }
  const told = await there.lockkeeper("adopt", tool, ...flags);
  assert.deepEqual([told.failure, told.outcome, told.adopted.length], [undefined, "applied", applied]);
}
