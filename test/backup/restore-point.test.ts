// A restore point on a server with an archive: what was destroyed afterwards comes back from a base backup.

import assert from "node:assert/strict";
import { readdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { test, type TestContext } from "node:test";

import type { Backup } from "../../src/core/backup.ts";
import { findClientPrograms } from "../../src/database/client-programs.ts";
import { createBackup } from "../../src/flow/backup/create.ts";
import { testSession } from "../support/server.ts";
import { countKept, journeyIn, openYard, sameOn, type Yard } from "./own-cluster.ts";

interface Archiving {
  readonly yard: Yard;
  readonly url: string;
  readonly archive: string;
  readonly take: () => ReturnType<typeof createBackup>;
}

/** A server with a table of 1000 rows; `command` says how it archives. */
async function startArchiving(
  context: TestContext,
  command: (archive: string) => string,
): Promise<Archiving> {
  const yard = await openYard(context);
  const archive = await yard.folder("archive");
  const { url } = await yard.start("main", {
    ...{ wal_level: "replica", archive_mode: "on", archive_command: command(archive) },
  });
  await using session = await testSession(url);
  await session.run("create table public.kept as select n from generate_series(1, 1000) as n");
  const journey = journeyIn(yard, url, dirname(archive));
  const directory = join(dirname(archive), "backups");
  const request = { kind: "restore-point", directory, hashes: false, prove: true } as const;
  return { yard, url, archive, take: () => createBackup(journey, request) };
}

const copyTo = (archive: string): string => `cp "%p" "${archive}/%f"`;

async function baseBackup(yard: Yard, url: string, name: string): Promise<void> {
  // The newest here: pg_basebackup reads older servers than itself.
  const programs = (await findClientPrograms(yard.world)).at(-1);
  await yard.folder(name);
  const { port, username, password } = new URL(url);
  await yard.run(
    join(programs?.directory ?? "", "pg_basebackup"),
    [
      ...["--host=127.0.0.1", `--port=${port}`, `--username=${username}`, "--no-password"],
      ...["--checkpoint=fast", `--pgdata=${await yard.folder(join(name, "data"))}`],
    ],
    { PGPASSWORD: password },
  );
}

async function startAt(yard: Yard, { place }: Backup, archive: string): ReturnType<Yard["start"]> {
  await writeFile(join(yard.dataOf("restored"), "recovery.signal"), "");
  return yard.start("restored", {
    restore_command: `cp "${archive}/%f" "%p"`,
    ...{ recovery_target_name: place, recovery_target_action: "promote" },
  });
}

test("the rows that a later statement destroyed come back with recovery_target_name", async (context) => {
  const { yard, url, archive, take } = await startArchiving(context, copyTo);
  await baseBackup(yard, url, "restored");
  await using session = await testSession(url);
  await session.run("insert into public.kept select n from generate_series(1001, 1500) as n");
  const { failure, backups } = await take();
  assert.equal(failure, undefined);
  const [backup] = backups;
  assert.ok(backup);
  assert.equal(backup.place, `lockkeeper_${backup.id}`);
  assert.match(backup.lsn ?? "", /^[0-9A-F]+\/[0-9A-F]+$/);
  assert.equal(backup.proof, undefined, "nobody has restored it yet");
  const [segment] = await session.query<{ name: string }>("select pg_walfile_name($1::pg_lsn) as name", [
    backup.lsn,
  ]);
  assert.ok((await readdir(archive)).includes(segment?.name ?? ""), "its segment is in the archive");

  await session.run("truncate public.kept; insert into public.kept values (0)");
  // The loss is in the archive, too: recovery must stop before it.
  const { failure: again } = await take();
  assert.equal(again, undefined);
  assert.equal(await countKept(url), 1);
  const restored = await startAt(yard, backup, archive);
  assert.equal(await countKept(sameOn(url, restored)), 1500);
});

const BROKEN: readonly (readonly [name: string, command: string, said: RegExp])[] = [
  ["fails", "false", /The archiver fails \(\d+ times so far\)/],
  ["is empty", "", /archive_mode is on, and there is no archive_command/],
];

for (const [name, command, said] of BROKEN) {
  test(`an archive_command that ${name} is refused`, async (context) => {
    const { take } = await startArchiving(context, () => command);
    const { failure, backups } = await take();
    assert.equal(failure?.code, "server-refused");
    assert.match(failure.message, said);
    assert.deepEqual(backups, []);
  });
}
