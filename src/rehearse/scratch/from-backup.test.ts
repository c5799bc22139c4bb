// A scratch database is filled from every kind of backup, and a backup that is not whole is refused.

import assert from "node:assert/strict";
import { readFile, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, suite, test } from "node:test";

import { testDirectory, testServers, testSession } from "../../../test/support/server.ts";
import { findClientPrograms } from "../../database/client-programs.ts";
import { realWorld } from "../../world/world.ts";
import { fillFromBackup } from "./from-backup.ts";
import { openScratch, type ScratchDatabases, type ScratchServer } from "./scratch.ts";

const world = realWorld();
const signal = new AbortController().signal;
const programs = await findClientPrograms(world);
const server = (await testServers()).find(({ version }) => programs.some(({ major }) => major === version));
const client = programs.find(({ major }) => major === server?.version);
const skip = server !== undefined && client !== undefined ? false : "no pg_dump of a test server's version";
const ROWS = 5_000;

async function dump(url: string, path: string, ...args: readonly string[]): Promise<string> {
  const program = join(client?.directory ?? "", "pg_dump");
  const { stderr } = await world.processes.run(program, [...args, `--file=${path}`, `--dbname=${url}`]);
  assert.equal(stderr, "");
  return path;
}

suite("from a backup", { skip }, () => {
  const scratchServer: ScratchServer = {
    url: server?.url ?? "",
    version: (server?.version ?? 0) * 10_000,
    kind: "url",
  };
  let databases: ScratchDatabases | undefined;
  /** A database with rows, of which the backups are made. */
  let url = "";
  before(async () => {
    databases = await openScratch(scratchServer, { clock: world.clock, open: testSession, signal });
    url = await databases.create();
    await using session = await testSession(url);
    await session.run(`
      create table ships (id int primary key, name text);
      create table empty (id int);
      insert into ships select n, md5(n::text) from generate_series(1, ${ROWS}) as n`);
  });
  after(() => databases?.[Symbol.asyncDispose]());

  /** Restores into a fresh database and gives its URL. */
  async function restore(backup: string, withRoles = true): Promise<string> {
    assert.ok(databases);
    const filled = await databases.create();
    const scratch = { server: scratchServer, url: filled, open: testSession, withRoles, signal };
    await fillFromBackup(world, backup, scratch);
    return filled;
  }

  test("rows and all come back, whatever the kind of backup", async (t) => {
    const directory = await testDirectory(t);
    const cases = [
      "custom",
      "directory",
      "tar",
      "plain",
      "directory --compress=0",
      "directory --compress=0 --inserts",
    ];
    for (const format of cases) {
      const backup = await dump(url, join(directory, format), ...`--format=${format}`.split(" "));
      await using session = await testSession(await restore(backup));
      const counted = await session.query("select count(*)::int as rows from ships");
      assert.deepEqual(counted, [{ rows: ROWS }], format);
    }
  });

  test("one that is cut short is refused", async (t) => {
    const directory = await testDirectory(t);
    const cases = [
      { args: ["--format=custom"], cut: "" },
      { args: ["--format=custom", "--compress=0"], cut: "" },
      { args: ["--format=tar"], cut: "" },
      { args: ["--format=plain"], cut: "" },
      { args: ["--format=plain", "--inserts"], cut: "" },
      { args: ["--format=directory"], cut: "data" },
      { args: ["--format=directory", "--compress=0"], cut: "data" },
      { args: ["--format=directory"], cut: "toc.dat" },
    ];
    for (const [index, { args, cut }] of cases.entries()) {
      const backup = await dump(url, join(directory, String(index)), ...args);
      const names = cut === "" ? [] : (await world.files.list(backup)).map(({ name }) => name);
      const file = join(backup, cut === "data" ? (names.find((name) => /^\d/.test(name)) ?? "") : cut);
      // Between two statements, where nothing looks wrong, for the script of INSERTs.
      const half = Math.floor((await readFile(file)).length / 2);
      const text = args.includes("--inserts")
        ? (await readFile(file, "utf8")).lastIndexOf("\n", half) + 1
        : half;
      await truncate(file, text);
      await assert.rejects(restore(backup), { code: "bad-files" }, `${args.join(" ")} ${cut}`);
    }
  });

  test("what is no backup of one database is refused before anything runs", async (t) => {
    const directory = await testDirectory(t);
    const cases = [
      [await dump(url, join(directory, "create.sql"), "--create", "--clean"), /makes databases of its own/],
      [join(directory, "other.sql"), /does not appear to be a valid archive/],
      [directory, /toc\.dat/],
      [join(directory, "nothing"), /No such file or directory/],
    ] as const;
    await writeFile(join(directory, "other.sql"), "create table unseen (id int);\n".repeat(100));
    for (const [backup, message] of cases) {
      await assert.rejects(restore(backup), { code: "bad-files", message });
    }
    await using session = await testSession(url);
    assert.deepEqual(await session.query("select count(*)::int as rows from ships"), [{ rows: ROWS }]);
  });

  test("roles that the server lacks are left out on request, and else are the reason", async (t) => {
    const directory = await testDirectory(t);
    const backup = join(directory, "archive");
    await using session = await testSession(url);
    const name = `scratch_gone_${Math.random().toString(36).slice(2)}`;
    await session.run(`create role ${name}; grant select on ships to ${name}`);
    await dump(url, backup, "--format=custom");
    await session.run(`drop owned by ${name}; drop role ${name}`);
    await assert.rejects(restore(backup), {
      code: "bad-files",
      message: new RegExp(`role "${name}" does not exist`),
    });
    await restore(backup, false);
  });
});
