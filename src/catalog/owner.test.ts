// Tests of comparing what one user made with what another did.

import assert from "node:assert/strict";
import { test } from "node:test";

import { testDatabase, testSession } from "../../test/support/server.ts";
import { compareSnapshots, describeDifference, takeSnapshot, underOneOwner } from "./catalog.ts";

const SCHEMA = `
  create table orders (id serial primary key, note text);
  create table lines (n integer);
  create function total() returns integer language sql as 'select 1';
  grant select on orders to public;
  grant select (note) on orders to current_user;
  revoke execute on function total from public;
  alter default privileges grant select on tables to public`;

test("the same schema of another owner is the same, and what one table has apart is told", async (context) => {
  await using mine = await testSession(await testDatabase(context));
  await mine.run("create role catalog_deployer; create role catalog_somebody");
  await using theirs = await testSession(await testDatabase(context));
  await mine.run(SCHEMA);
  await theirs.run("grant all on schema public to catalog_deployer; set role catalog_deployer");
  await theirs.run(SCHEMA);
  await theirs.run("reset role; revoke all on schema public from catalog_deployer");
  const [user] = await mine.query<{ name: string }>("select current_user as name");
  const made = await takeSnapshot(mine);
  const compare = async (): Promise<readonly string[]> => {
    const found = await takeSnapshot(theirs);
    return compareSnapshots(underOneOwner(made, found, user?.name ?? ""), found).map(describeDifference);
  };
  assert.deepEqual(await compare(), []);
  await theirs.run("alter table lines owner to catalog_somebody");
  assert.deepEqual(await compare(), ["table public.lines: owner was catalog_deployer, is catalog_somebody"]);
  await theirs.run("drop owned by catalog_deployer, catalog_somebody cascade");
  await theirs.run("drop role catalog_deployer; drop role catalog_somebody");
});
