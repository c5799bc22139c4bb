// PostgreSQL servers for tests: one of each version per test run, started when the first test asks for it.

import { randomBytes } from "node:crypto";
import { chmodSync, mkdtempSync } from "node:fs";
import { chmod, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";

import { quoteName } from "../../src/core/name.ts";
import { connect } from "../../src/database/database.ts";
import type { Session } from "../../src/database/database.ts";
import { findBinaries, type Binaries } from "../../src/database/embedded/binaries.ts";
import { startEmbedded, stopEmbedded } from "../../src/database/embedded/embedded.ts";
import { realWorld } from "../../src/world/world.ts";

/** A server to test against. `version` is 15, 18 and so on. */
export interface TestServer {
  readonly version: number;
  /** Superuser, database `postgres`. */
  readonly url: string;
}

const RUN_DIRECTORY = "LOCKKEEPER_TEST_RUN";
/** The run's process is in the name, so that a later run can tell what a dead one left. */
const PREFIX = "lockkeeper-test-";
const world = realWorld();
/** Data of tests may be lost: they need speed. */
const SETTINGS = { fsync: "off", synchronous_commit: "off", full_page_writes: "off", max_connections: "100" };

/** The major versions in `test/servers/package.json`. Where they are not installed, tests do without them. */
const FETCHED = [17, 16];
const FETCHED_INTO = join(import.meta.dirname, "..", "servers", "node_modules");

let ownRun: string | undefined;

/** Names the directory of this run; what the tests start goes there. */
export function beginRun(): string {
  const directory = mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`));
  // Servers of a run by root belong to another user, who must get in.
  chmodSync(directory, 0o755);
  process.env[RUN_DIRECTORY] = directory;
  return directory;
}

/** Stops every server of a run and removes its files. */
export const endRun = (directory: string): Promise<void> => clearAway(directory);

/** Stops the servers that have their files in a directory or right below it or below that, and removes it. */
async function clearAway(directory: string, levels = 2): Promise<void> {
  const below =
    (await world.files.kindOf(directory)) === "directory" ? await world.files.list(directory) : [];
  await stopEmbedded(world, directory);
  for (const { name, kind } of below) {
    if (kind === "directory" && levels > 0) await clearAway(join(directory, name), levels - 1);
  }
  await rm(directory, { recursive: true, force: true });
}

/** Ends the runs whose process is gone: they were killed before they could. */
export async function endDeadRuns(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const [, pid] = new RegExp(`^${PREFIX}(\\d+)-`).exec(name) ?? [];
    if (pid !== undefined && !world.processes.isAlive(Number(pid))) await endRun(join(tmpdir(), name));
  }
}

/** The run's directory; a test file that is run alone is a run of its own. */
function runDirectory(): string {
  const given = process.env[RUN_DIRECTORY] ?? ownRun;
  if (given !== undefined) return given;
  const directory = beginRun();
  ownRun = directory;
  // A hook of the test runner would belong to the test that asked first, and end the server with it.
  process.once("beforeExit", () => void endRun(directory));
  return directory;
}

/** The main server, which every test may use: the version that the tool brings along. */
export const testServer = (): Promise<TestServer> => start("embedded", "embedded");

/** The main server and those of the system: for tests that must hold on an old version and on a new one. */
export const testServers = async (): Promise<readonly TestServer[]> =>
  startOthers(await findBinaries(world, "system", []));

/** Every major version at hand, fetched ones too: for the few tests whose answer may change with each version. */
export async function everyTestServer(): Promise<readonly TestServer[]> {
  const { platform, architecture } = world.processes;
  const packages = FETCHED.map((major) => `postgres-${major}-${platform}-${architecture}`);
  const directories = packages.map((name) => join(FETCHED_INTO, name, "native", "bin"));
  const fetched = await Promise.all(directories.map((directory) => findBinaries(world, directory, [])));
  return startOthers([...fetched.flat(), ...(await findBinaries(world, "system", []))]);
}

/** The main server first, then one of each other major version. */
async function startOthers(found: readonly Binaries[]): Promise<readonly TestServer[]> {
  const servers = [await testServer()];
  for (const { directory, major } of found) {
    if (servers.every(({ version }) => version !== major))
      servers.push(await start(directory, `postgres-${major}`));
  }
  return servers;
}

async function start(server: string, name: string): Promise<TestServer> {
  const dataDirectory = join(runDirectory(), name);
  const { url, version } = await startEmbedded(world, { dataDirectory, server, settings: SETTINGS });
  return { version: Number.parseInt(version, 10), url };
}

/**
 * A fresh, empty database in UTF-8 for one test, or a copy of one that nobody is connected to; dropped with whoever
 * is in it when the test ends.
 */
export async function testDatabase(
  context: TestContext,
  server?: TestServer,
  template?: string,
): Promise<string> {
  const { url } = server ?? (await testServer());
  const name = `test_${randomBytes(6).toString("hex")}`;
  const original = template === undefined ? "template0" : new URL(template).pathname.slice(1);
  await asAdmin(url, `create database ${quoteName(name)} template ${quoteName(original)} encoding 'UTF8'`);
  context.after(() => asAdmin(url, `drop database if exists ${quoteName(name)} with (force)`));
  const own = new URL(url);
  own.pathname = `/${name}`;
  return own.href;
}

async function asAdmin(url: string, statement: string): Promise<void> {
  await using session = await testSession(url);
  await session.run(statement);
}

/** A session for a test. */
export const testSession = (url: string): Promise<Session> =>
  connect(url, { applicationName: "lockkeeper test" });

/** An empty directory that anybody may enter; servers in it are stopped and it is removed after the test. */
export async function testDirectory(context: TestContext): Promise<string> {
  const directory = await mkdtemp(join(runDirectory(), "own-"));
  await chmod(directory, 0o755);
  context.after(() => clearAway(directory));
  return directory;
}
