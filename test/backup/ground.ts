// A database with a few tables, backups of it, and a server whose pg_dump the machine has.

import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";

import type { Settings } from "../../src/core/settings.ts";
import { connect, siblingUrl, type Session } from "../../src/database/database.ts";
import { findClientPrograms } from "../../src/database/client-programs.ts";
import type { BackupRequest } from "../../src/flow/backup/create.ts";
import type { Journey } from "../../src/flow/journey.ts";
import { realWorld } from "../../src/world/world.ts";
import { journeyOf } from "../faults/runner.ts";
import { testDatabase, testServers } from "../support/server.ts";

const SCHEMA = `
create schema shop;
create type shop.state as enum ('open', 'paid');
create table shop.customers (id bigint generated always as identity primary key, name text not null unique);
create table shop.orders (
  id bigint generated always as identity primary key,
  customer_id bigint not null references shop.customers,
  state shop.state not null default 'open', total numeric(12, 2) check (total >= 0), at timestamptz default now());
create index orders_by_customer on shop.orders (customer_id);
create view shop.unpaid as select id from shop.orders where state = 'open';
comment on table shop.orders is 'what was ordered';
insert into shop.customers (name) select 'customer ' || n from generate_series(1, 200) as n;
insert into shop.orders (customer_id, total) select 1 + n % 200, n from generate_series(1, 2000) as n`;

export interface Ground {
  readonly url: string;
  readonly directory: string;
  readonly journey: Journey;
  readonly request: BackupRequest;
  readonly open: (database?: string) => Promise<Session>;
}

/** On a server whose pg_dump is installed. */
export async function makeGround(context: TestContext, settings: Partial<Settings> = {}): Promise<Ground> {
  const majors = (await findClientPrograms(realWorld())).map(({ major }) => major);
  const server = (await testServers()).find(({ version }) => majors.includes(version));
  if (server === undefined) throw new Error("There is no server whose pg_dump is installed.");
  const url = await testDatabase(context, server);
  const open = (database?: string): Promise<Session> =>
    connect(database === undefined ? url : siblingUrl(url, database), { applicationName: "test" });
  await using session = await open();
  await session.run(SCHEMA);
  const folder = await mkdtemp(join(tmpdir(), "lockkeeper-backup-"));
  const directory = join(folder, "backups");
  const journey = journeyOf(url, folder);
  return {
    url,
    directory,
    journey: {
      ...journey,
      settings: { ...journey.settings, scratch: { url: siblingUrl(url, "postgres") }, ...settings },
    },
    request: { kind: "pg_dump", directory, hashes: true, prove: true },
    open,
  };
}
