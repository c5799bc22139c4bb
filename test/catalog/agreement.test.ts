// A snapshot and pg_dump agree on which schemas are the same, except where they are known not to.

import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";

import { compareSnapshots, describeDifference, takeSnapshot } from "../../src/catalog/catalog.ts";
import type { Snapshot } from "../../src/core/catalog.ts";
import type { Session } from "../../src/database/database.ts";
import { testDatabase, testServers, testSession, type TestServer } from "../support/server.ts";
import { dumperFor, type Dump } from "./dump.ts";
import { CHANGES, DETOURS, ROLES, type Change, type Detour } from "./pairs.ts";

/** Pairs that share a database: many, because databases cost time, and few, because dumps grow. */
const GROUP_PAIRS = 40;

interface Server extends TestServer {
  readonly isMain: boolean;
  /** Absent where the machine has no pg_dump of the server's version. */
  readonly dump: Dump | undefined;
}

/** A schema, and what pg_dump writes of it. */
interface State {
  readonly snapshot: Snapshot;
  readonly dump: string | undefined;
}

/** A pair with a name for its schema that no other has. */
interface Placed<Pair> {
  readonly pair: Pair;
  readonly schema: string;
}

test("a snapshot sees what pg_dump sees", async (context) => {
  for (const [index, found] of (await testServers()).entries()) {
    const server = { ...found, isMain: index === 0, dump: await dumperFor(found.version) };
    await makeCluster(context, server);
    const without = server.dump === undefined ? ", where there is no pg_dump to ask" : "";
    await context.test(`PostgreSQL ${server.version}${without}`, async (on) => {
      for (const group of groupsOf(fitting(CHANGES, server))) await checkChanges(on, server, group);
      for (const group of groupsOf(fitting(DETOURS, server))) await checkReturns(on, server, group);
      await checkWays(on, server, placed(fitting(DETOURS, server)));
    });
  }
});

const fitting = <Pair extends Change | Detour>(pairs: readonly Pair[], server: Server): readonly Pair[] =>
  pairs.filter(({ from = 13 }) => from <= server.version);

const placed = <Pair>(pairs: readonly Pair[]): readonly Placed<Pair>[] =>
  pairs.map((pair, index) => ({ pair, schema: `shop_${index + 1}` }));

function groupsOf<Pair>(pairs: readonly Pair[]): readonly (readonly Placed<Pair>[])[] {
  const groups = Array.from({ length: Math.ceil(pairs.length / GROUP_PAIRS) }, (_, index) =>
    pairs.slice(index * GROUP_PAIRS, (index + 1) * GROUP_PAIRS),
  );
  return groups.map(placed);
}

/** Makes all the schemas, then one change after the other: each step is a pair of states. */
async function checkChanges(
  context: TestContext,
  server: Server,
  group: readonly Placed<Change>[],
): Promise<void> {
  const url = await testDatabase(context, server);
  await using session = await testSession(url);
  for (const { pair, schema } of group) await runIn(session, schema, pair.base ?? "");
  let before = await stateOf(session, url, server);
  for (const { pair, schema } of group) {
    await runIn(session, schema, pair.change);
    const after = await stateOf(session, url, server);
    const was = before;
    before = after;
    await context.test(`both see ${pair.name}`, () => {
      const found = compareSnapshots(was.snapshot, after.snapshot);
      assert.notEqual(after.snapshot.digest, was.snapshot.digest);
      // Older versions have other privileges, and names for less.
      if (server.isMain) assert.deepEqual(said(found, schema), pair.says);
      if (server.dump !== undefined) {
        assert.equal(after.dump === was.dump, pair.dumpIsSilent !== undefined, "pg_dump");
      }
    });
  }
  for (const { pair, schema } of group) await runIn(session, schema, pair.undo ?? "");
}

/** The same for what leads back to where it began. */
async function checkReturns(
  context: TestContext,
  server: Server,
  all: readonly Placed<Detour>[],
): Promise<void> {
  const group = all.filter(({ pair }) => pair.one === undefined);
  const url = await testDatabase(context, server);
  await using session = await testSession(url);
  for (const { pair, schema } of group) await runIn(session, schema, pair.base ?? "");
  let before = await stateOf(session, url, server);
  for (const { pair, schema } of group) {
    await runIn(session, schema, pair.other);
    const after = await stateOf(session, url, server);
    const was = before;
    before = after;
    await context.test(`both see nothing of ${pair.name}`, () => assertSame(was, after, pair));
  }
}

/** The other detours go two ways, each in a database of its own; those that pg_dump agrees on share two. */
async function checkWays(
  context: TestContext,
  server: Server,
  all: readonly Placed<Detour>[],
): Promise<void> {
  const ways = all.filter(({ pair }) => pair.one !== undefined);
  const agreed = ways.filter(({ pair }) => pair.dumpDiffers === undefined);
  const alone = ways.filter(({ pair }) => pair.dumpDiffers !== undefined);
  for (const group of [agreed, ...alone.map((way) => [way])]) {
    const states: State[] = [];
    for (const side of ["one", "other"] as const) {
      const url = await testDatabase(context, server);
      await using session = await testSession(url);
      for (const { pair, schema } of group) {
        await runIn(session, schema, pair.base ?? "");
        await runIn(session, schema, pair[side] ?? "");
      }
      states.push(await stateOf(session, url, server));
    }
    const [one, other] = states;
    assert.ok(one && other);
    for (const { pair } of group) {
      await context.test(`both see nothing of ${pair.name}`, () => assertSame(one, other, pair));
    }
  }
}

function assertSame(one: State, other: State, pair: Detour): void {
  assert.deepEqual(compareSnapshots(one.snapshot, other.snapshot).map(describeDifference), []);
  assert.equal(one.snapshot.digest, other.snapshot.digest);
  if (one.dump === undefined || other.dump === undefined) return;
  if (pair.dumpDiffers === undefined) assert.equal(other.dump, one.dump);
  else assert.notEqual(other.dump, one.dump);
}

async function stateOf(session: Session, url: string, { dump }: Server): Promise<State> {
  return { snapshot: await takeSnapshot(session), dump: await dump?.(url) };
}

async function runIn(session: Session, schema: string, sql: string): Promise<void> {
  const text = sql.replaceAll(/\bshop/g, schema);
  try {
    await session.run(`create schema if not exists ${schema}; set search_path = ${schema}, public`);
    await session.run(text);
  } catch (cause) {
    throw new Error(`${text}: ${String(cause)}`, { cause });
  }
}

const said = (differences: ReturnType<typeof compareSnapshots>, schema: string): readonly string[] =>
  differences.map((difference) =>
    describeDifference(difference).replaceAll(new RegExp(`\\b${schema}`, "g"), "shop"),
  );

/** What belongs to the whole cluster: roles, and a tablespace where it needs no directory. */
async function makeCluster(context: TestContext, { url, version }: Server): Promise<void> {
  await using session = await testSession(url);
  for (const role of ROLES) await session.run(`create role ${role}`);
  if (version >= 15) {
    await session.run("set allow_in_place_tablespaces = on");
    await session.run("create tablespace catalog_space location ''");
  }
  context.after(async () => {
    await using cleaner = await testSession(url);
    if (version >= 15) await cleaner.run("drop tablespace catalog_space");
    for (const role of ROLES) await cleaner.run(`drop role ${role}`);
  });
}
