// Backups on a real server: taken, proven by restoring them, refused where they were touched, and brought back.

import assert from "node:assert/strict";
import { readdir, readFile, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";

import type { BackupOutcome } from "../../src/core/outcome.ts";
import { createBackup } from "../../src/flow/backup/create.ts";
import { listBackups, pruneBackups, verifyBackup } from "../../src/flow/backup/list.ts";
import { restoreBackup } from "../../src/flow/backup/restore.ts";
import { makeGround } from "./ground.ts";

const YES = { yes: true } as const;

test("a backup is proven by restoring it, and its receipt says so", async (context) => {
  const { journey, request, directory } = await makeGround(context);
  const { backups, failure } = await createBackup(journey, request);
  assert.equal(failure, undefined);
  const [backup] = backups;
  assert.equal(backup?.proof?.tables, 2);
  assert.equal(backup.proof.rows, 2200);
  assert.equal(backup.proof.hashes, true);
  assert.deepEqual(
    backup.content?.tables.map(({ relation, rows }) => [relation, rows]),
    [
      ["shop.customers", 200],
      ["shop.orders", 2000],
    ],
  );
  const listed = await listBackups(journey, directory);
  assert.deepEqual(listed.backups, backups);
});

test("what is written while the dump runs is neither in it nor expected of it", async (context) => {
  const { journey, request, open } = await makeGround(context);
  await using writer = await open();
  const stopping = new AbortController();
  const rowsNow = async (): Promise<number> =>
    Number((await writer.query<{ n: string }>("select count(*) as n from shop.orders"))[0]?.n);
  const writing = (async () => {
    while (!stopping.signal.aborted)
      await writer.run("insert into shop.orders (customer_id, total) values (1, 1)");
  })();
  const { failure, backups } = await createBackup(journey, request);
  stopping.abort();
  await writing;
  assert.equal(failure, undefined);
  const kept = backups[0]?.content?.tables.find(({ relation }) => relation === "shop.orders")?.rows ?? 0;
  assert.ok(kept >= 2000 && kept < (await rowsNow()), "it wrote before, after and in between");
});

test("a file that was cut short or altered is refused before anything is restored", async (context) => {
  const { journey, request, directory } = await makeGround(context);
  const { backups } = await createBackup(journey, { ...request, prove: false });
  const folder = join(directory, backups[0]?.id ?? "", "dump");
  const data = (await readdir(folder)).find((name) => name.endsWith(".gz")) ?? "";
  const file = join(folder, data);
  const whole = await readFile(file);
  await truncate(file, whole.length - 7);
  const cut = await verifyBackup(journey, { directory, id: undefined });
  assert.equal(cut.failure?.code, "bad-files");
  assert.match(cut.failure.message, /not those that were written/);
  const altered = Buffer.from(whole);
  altered[20] = (altered[20] ?? 0) ^ 1;
  await writeFile(file, altered);
  assert.equal((await verifyBackup(journey, { directory, id: undefined })).failure?.code, "bad-files");
  const restored = await restoreBackup(journey, { directory, id: undefined, ...YES });
  assert.equal(restored.failure?.code, "bad-files");
  await writeFile(file, whole);
  assert.equal((await verifyBackup(journey, { directory, id: undefined })).failure, undefined);
});

test("a copy that lacks rows or has another schema is no backup, and what is missing is named", async (context) => {
  const { journey, request, directory, open } = await makeGround(context);
  const { backups } = await createBackup(journey, { ...request, kind: "template" });
  const [backup] = backups;
  assert.notEqual(backup?.proof, undefined);
  {
    await using copy = await open(backup?.place);
    await copy.run("update shop.customers set name = 'somebody else' where id = 7");
  }
  const changed = await verifyBackup(journey, { directory, id: undefined });
  assert.equal(changed.failure?.code, "backup-unproven");
  assert.match(changed.failure.message, /shop\.customers has as many rows, but not the same ones/);
  {
    await using copy = await open(backup?.place);
    await copy.run("delete from shop.orders where id < 10; drop index shop.orders_by_customer");
  }
  const { failure } = await verifyBackup(journey, { directory, id: undefined });
  assert.match(failure?.message ?? "", /shop\.orders has 1991 rows and not 2000/);
  assert.match(failure?.message ?? "", /index shop\.orders_by_customer: was there, is not there/);
  await pruneBackups(journey, { directory, keep: 0, ...YES });
});

test("data that a migration destroyed come back, and what was there since stays aside", async (context) => {
  const { journey, request, directory, open } = await makeGround(context);
  const { backups } = await createBackup(journey, request);
  {
    await using session = await open();
    await session.run(
      "alter table shop.orders drop column total; delete from shop.customers where id > 100 and id not in (select customer_id from shop.orders)",
    );
    await session.run("drop view shop.unpaid; truncate shop.orders");
  }
  const busy = await open();
  const outcome = await restoreBackup(journey, { directory, id: backups[0]?.id, ...YES });
  assert.equal(outcome.failure, undefined);
  assert.ok((outcome.restoreMs ?? 0) > 0);
  assert.notEqual(busy.lost(), undefined, "who was at work is told that the database is another one");
  await using session = await open();
  const [row] = await session.query(
    "select count(*)::int as orders, sum(total)::int as total from shop.orders",
  );
  assert.deepEqual(row, { orders: 2000, total: 2_001_000 });
  await using aside = await open(outcome.aside);
  assert.deepEqual(await aside.query("select count(*)::int as n from shop.orders"), [{ n: 0 }]);
  const admin = await open("postgres");
  await aside.close();
  await admin.run(`drop database "${outcome.aside ?? ""}"`);
  await admin.close();
});

test("a restore that fails leaves the target alone", async (context) => {
  const { journey, request, directory, open } = await makeGround(context);
  const { backups } = await createBackup(journey, { ...request, prove: false });
  const receipt = join(directory, backups[0]?.id ?? "", "receipt.json");
  const text = await readFile(receipt, "utf8");
  await writeFile(receipt, text.replace('"rows": 2000', '"rows": 2001'));
  const { failure } = await restoreBackup(journey, { directory, id: undefined, ...YES });
  assert.equal(failure?.code, "backup-unproven");
  await using session = await open();
  assert.deepEqual(await session.query("select count(*)::int as n from shop.orders"), [{ n: 2000 }]);
  const admin = await open("postgres");
  const left = await admin.query<{ datname: string }>(
    "select datname from pg_database where datname like '%_restored_%'",
  );
  for (const { datname } of left) await admin.run(`drop database "${datname}"`);
  await admin.close();
});

test("a program of one's own takes the backup, and its last line is where it is", async (context) => {
  const { journey, request } = await makeGround(context);
  const by = (script: string): Promise<BackupOutcome> => {
    const backups = { ...journey.settings.backups, command: ["bash", "-c", script] };
    const own = { ...journey, settings: { ...journey.settings, backups } };
    return createBackup(own, { ...request, kind: "command" });
  };
  const dumped = await by(
    'echo begun; psql -Atc "select 1" >/dev/null && echo "vault:$LOCKKEEPER_BACKUP_ID"',
  );
  assert.equal(dumped.failure, undefined);
  const [backup] = dumped.backups;
  assert.equal(backup?.place, `vault:${backup?.id ?? ""}`);
  assert.equal(backup?.proof, undefined);
  const failures: readonly (readonly [script: string, message: RegExp])[] = [
    ["echo the vault is full >&2; exit 3", /^bash ended with code 3:\n {2}the vault is full$/],
    ["true", /did not say where the backup is/],
    ["echo postgres://app:hunter2@db/app >&2; exit 1", /postgres:\/\/app:\*\*\*@db\/app/],
  ];
  for (const [script, message] of failures) assert.match((await by(script)).failure?.message ?? "", message);
  const unset = await createBackup(journey, { ...request, kind: "command" });
  assert.equal(unset.failure?.code, "bad-configuration");
  const verified = await verifyBackup(journey, { directory: request.directory, id: backup?.id });
  assert.match(verified.failure?.message ?? "", /taken by a program of your own/);
});

test("a restore point needs an archive that works", async (context) => {
  const { journey, request } = await makeGround(context);
  const { failure, backups } = await createBackup(journey, { ...request, kind: "restore-point" });
  assert.match(failure?.message ?? "", /archive_mode is off/);
  assert.deepEqual(backups, []);
});

test("a database that others are in is not copied file by file", async (context) => {
  const { journey, request, directory, open } = await makeGround(context);
  await using other = await open();
  const { failure } = await createBackup(journey, { ...request, kind: "template" });
  assert.equal(failure?.code, "in-the-way");
  assert.deepEqual(await other.query("select 1 as one"), [{ one: 1 }]);
  assert.deepEqual((await listBackups(journey, directory)).problems, [], "nothing half done is left");
});

test("only the newest stay when the rest is pruned", async (context) => {
  const { journey, request, directory } = await makeGround(context);
  for (let turn = 0; turn < 3; turn += 1)
    await createBackup(journey, { ...request, hashes: false, prove: false });
  const { backups } = await listBackups(journey, directory);
  const pruned = await pruneBackups(journey, { directory, keep: 1, ...YES });
  assert.deepEqual(pruned.backups, backups.slice(0, 2));
  assert.deepEqual((await listBackups(journey, directory)).backups, backups.slice(2));
});
