// Backups by the real pgBackRest: taken, found, verified, refused where damaged, and restored after a loss.

import assert from "node:assert/strict";
import { readdir, truncate, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { test, type TestContext } from "node:test";

import type { Backup } from "../../src/core/backup.ts";
import type { BackupOutcome } from "../../src/core/outcome.ts";
import { createBackup } from "../../src/flow/backup/create.ts";
import { verifyBackup } from "../../src/flow/backup/list.ts";
import { stopEmbedded } from "../../src/database/embedded/embedded.ts";
import { realWorld } from "../../src/world/world.ts";
import { testSession } from "../support/server.ts";
import { countKept, journeyIn, openYard, type Yard } from "./own-cluster.ts";

const NO_PROGRAM = 127;
const { code } = await realWorld().processes.run("pgbackrest", ["version"]);
const skip = code === NO_PROGRAM ? "pgbackrest is not installed" : false;

interface Ground {
  readonly yard: Yard;
  readonly url: string;
  readonly repository: string;
  readonly pgbackrest: (...words: readonly string[]) => ReturnType<Yard["run"]>;
  readonly take: (stanza?: string) => Promise<BackupOutcome>;
  readonly verify: () => Promise<BackupOutcome>;
}

/** A server that archives by pgBackRest, with a table of 1000 rows; its configuration comes by the environment. */
async function makeGround(context: TestContext): Promise<Ground> {
  const yard = await openYard(context);
  const repository = await yard.folder("repository");
  const folder = dirname(repository);
  const file = join(folder, "pgbackrest.conf");
  const { url, socketDirectory, port } = await yard.start("main", {
    ...{ wal_level: "replica", archive_mode: "on" },
    archive_command: `pgbackrest --config="${file}" --stanza=main archive-push "%p"`,
  });
  const scratch = await yard.folder("scratch");
  await writeFile(
    file,
    configuration({ repository, scratch, data: yard.dataOf("main"), socketDirectory, port }),
  );
  const env = { PGBACKREST_CONFIG: file, PGPASSWORD: new URL(url).password };
  for (const [name, value] of Object.entries(env)) process.env[name] = value;
  const pgbackrest = (...words: readonly string[]): ReturnType<Yard["run"]> =>
    yard.run("pgbackrest", ["--stanza=main", ...words]);
  await pgbackrest("stanza-create");
  await using session = await testSession(url);
  await session.run("create table public.kept as select n from generate_series(1, 1000) as n");
  const journey = journeyIn(yard, url, folder);
  const directory = join(folder, "backups");
  const request = { kind: "pgbackrest", directory, hashes: false, prove: true } as const;
  return {
    ...{ yard, url, repository, pgbackrest },
    take: (stanza = "main") => {
      const backups = { ...journey.settings.backups, stanza };
      return createBackup({ ...journey, settings: { ...journey.settings, backups } }, request);
    },
    verify: () => verifyBackup(journey, { directory, id: undefined }),
  };
}

interface Places {
  readonly repository: string;
  readonly scratch: string;
  readonly data: string;
  readonly socketDirectory: string;
  readonly port: number;
}

const configuration = ({ repository, scratch, data, socketDirectory, port }: Places): string => `[global]
repo1-path=${repository}
repo1-retention-full=2
log-path=${scratch}
lock-path=${scratch}
spool-path=${scratch}
start-fast=y
archive-timeout=30
[main]
pg1-path=${data}
pg1-socket-path=${socketDirectory}
pg1-port=${port}
pg1-user=postgres
`;

function taken({ failure, backups: [backup] }: BackupOutcome): Backup {
  assert.equal(failure, undefined);
  assert.ok(backup);
  return backup;
}

test("rows that were destroyed after a backup come back as the message says", { skip }, async (context) => {
  const { yard, url, pgbackrest, take, verify } = await makeGround(context);
  await using session = await testSession(url);
  const full = taken(await take());
  assert.match(full.place, /^main\/\d{8}-\d{6}F$/);
  await session.run("insert into public.kept select n from generate_series(1001, 1500) as n");
  const backup = taken(await take());
  assert.match(backup.place, /^main\/\d{8}-\d{6}F_\d{8}-\d{6}I$/, "only what changed since the first one");
  assert.equal(backup.checked, "pgbackrest verify");
  assert.equal(backup.proof, undefined, "nobody has restored it");
  assert.ok((backup.bytes ?? 0) > 1_000_000);
  const [order] = await session.query<{ good: boolean }>(
    "select $1::pg_lsn < $2::pg_lsn and $2::pg_lsn <= pg_current_wal_lsn() as good",
    [backup.lsnStart, backup.lsn],
  );
  assert.equal(order?.good, true);

  await session.run("truncate public.kept");
  const { failure } = await verify();
  const [, words = ""] =
    /With the server stopped: pgbackrest --stanza=main (.*)$/.exec(failure?.hint ?? "") ?? [];
  assert.match(words, /--set=\S+ .*restore$/);
  await session.close();
  await stopEmbedded(yard.world, dirname(yard.dataOf("main")));
  await pgbackrest(...words.split(" "));
  await yard.start("main", { archive_mode: "off" });
  assert.equal(await countKept(url), 1500);
});

test("a backup whose files are damaged in the repository is refused", { skip }, async (context) => {
  const { url, repository, take } = await makeGround(context);
  const full = taken(await take());
  const folder = join(repository, "backup", full.place, "pg_data", "base", "1");
  const [file = ""] = (await readdir(folder)).filter((name) => name.endsWith(".gz"));
  await truncate(join(folder, file), 10);
  await using session = await testSession(url);
  await session.run("insert into public.kept values (0)");
  const { failure, backups } = await take();
  assert.equal(failure?.code, "server-refused");
  assert.match(failure.message, /^pgbackrest verify does not find \S+ sound:/);
  assert.deepEqual(backups, []);
});

test("a stanza that is not there, or is of another server, is refused", { skip }, async (context) => {
  const { yard, take } = await makeGround(context);
  const missing = await take("elsewhere");
  assert.equal(missing.failure?.code, "server-refused");
  assert.match(missing.failure.message, /pg1-path/);
  const { url } = await yard.start("other", {});
  const other = journeyIn(yard, url, dirname(yard.dataOf("other")));
  const backups = { ...other.settings.backups, stanza: "main" };
  const { failure } = await createBackup(
    { ...other, settings: { ...other.settings, backups } },
    {
      kind: "pgbackrest",
      directory: join(dirname(yard.dataOf("other")), "backups"),
      hashes: false,
      prove: true,
    },
  );
  assert.match(failure?.message ?? "", /^The stanza main is of the server \d{19}, and not of \d{19}\.$/);
});
