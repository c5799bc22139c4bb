// Tests of what PostgreSQL locks: the record is true on every server at hand, and the forecast agrees with it.

import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import type { TestContext } from "node:test";

import { LOCK_MODES } from "../../src/core/lock.ts";
import type { LockMode } from "../../src/core/lock.ts";
import { loadParser, parseScript } from "../../src/sql/sql.ts";
import { testDatabase, everyTestServer, testSession } from "../support/server.ts";
import type { TestServer } from "../support/server.ts";
import { DIFFERENCES } from "./differences.ts";
import { EXCEPTIONS } from "./exceptions.ts";
import { observeFromOutside, observeInside } from "./observe.ts";
import { cellsOf, locksIn, readRecord, writeRecord } from "./record.ts";
import type { Cells, LockRecord } from "./record.ts";
import { STATEMENTS } from "./statements.ts";
import type { WatchedStatement } from "./statements.ts";

const PAGE = join(import.meta.dirname, "observed.md");
const SETUP = readFileSync(join(import.meta.dirname, "setup.sql"), "utf8");
const UPDATE = process.env["UPDATE_GOLDENS"] === "1";

const page = (): string => (existsSync(PAGE) ? readFileSync(PAGE, "utf8") : "");
const record = (): LockRecord => readRecord(page());

before(() => loadParser());

test("PostgreSQL locks, scans and rewrites what is on record", async (context) => {
  const servers = new Map((await everyTestServer()).map((server) => [server.version, server]));
  const kept = record();
  const majors = new Set([...kept.values()].flatMap((byMajor) => [...byMajor.keys()]));
  const updated = new Map(STATEMENTS.map(({ sql }) => [sql, new Map(kept.get(sql))]));
  const watch = async ([major, server]: readonly [number, TestServer]): Promise<void> => {
    if (!UPDATE && !majors.has(major)) {
      context.diagnostic(`PostgreSQL ${major} is not on record: UPDATE_GOLDENS=1 adds it.`);
      return;
    }
    const observed = await observeAll(context, server);
    for (const [sql, byMajor] of updated) {
      const cells = observed.get(sql);
      if (cells === undefined) byMajor.delete(major);
      else byMajor.set(major, cells);
    }
  };
  await Promise.all([...servers].map(watch));
  const found = writeRecord(updated);
  if (UPDATE) writeFileSync(PAGE, found);
  const hint = "Look at the difference; if it is right, run again with UPDATE_GOLDENS=1.";
  assert.deepEqual(found.split("\n"), page().split("\n"), hint);
});

test("the forecast agrees with what PostgreSQL took, but for exceptions that have a reason", () => {
  const kept = record();
  const comparisons = STATEMENTS.map((statement) => ({ sql: statement.sql, ...compare(statement, kept) }));
  assert.deepEqual(
    comparisons.filter(({ wrong }) => wrong !== ""),
    [],
  );
  const missed = comparisons
    .filter(({ missing }) => missing !== "")
    .map(({ sql, missing }) => [sql, missing]);
  const excused = EXCEPTIONS.flatMap(({ statements }) => Object.entries(statements));
  assert.deepEqual(Object.fromEntries(missed), Object.fromEntries(excused));
});

test("what differs from version to version has a reason", () => {
  const apart = [...record()].filter(([, byMajor]) => new Set(byMajor.values()).size > 1).map(([sql]) => sql);
  assert.deepEqual(apart.toSorted(), DIFFERENCES.flatMap(({ statements }) => statements).toSorted());
});

/** What the statements do on a server, by statement. */
async function observeAll(context: TestContext, server: TestServer): Promise<ReadonlyMap<string, Cells>> {
  const observed = new Map<string, Cells>();
  const template = await setUp(context, server);
  const copy = (): Promise<string> => testDatabase(context, server, template);
  await using session = await testSession(await copy());
  for (const statement of STATEMENTS) {
    if ((statement.since ?? 0) > server.version) continue;
    try {
      const seen = statement.alone
        ? await observeFromOutside(await copy(), statement)
        : await observeInside(session, statement);
      observed.set(statement.sql, cellsOf(seen));
    } catch (cause) {
      throw new Error(`PostgreSQL ${server.version}, ${statement.sql}: ${String(cause)}`, { cause });
    }
  }
  return observed;
}

async function setUp(context: TestContext, server: TestServer): Promise<string> {
  const url = await testDatabase(context, server);
  await using session = await testSession(url);
  await session.run(SETUP);
  return url;
}

interface Comparison {
  /** What was locked and not forecast. */
  readonly missing: string;
  /** What was forecast and locked in another mode, or not at all though it is there. */
  readonly wrong: string;
}

/**
 * Compares forecast and record. Indexes count only where the forecast names them, and ACCESS SHARE counts as
 * nothing, for it holds up nobody but those who want the whole table.
 */
function compare({ sql, alone }: WatchedStatement, kept: LockRecord): Comparison {
  const rows = [...(kept.get(sql)?.values() ?? [])];
  assert.notEqual(rows.length, 0, `${sql}: not on record`);
  const tables = strongest(rows.map((cells) => locksIn(cells, "tables")));
  const took = new Map([...strongest(rows.map((cells) => locksIn(cells, "indexes"))), ...tables]);
  const forecast = forecastOf(sql);
  const missing = [...tables].filter(([name, mode]) => mode !== "ACCESS SHARE" && !forecast.has(name));
  const wrong = [...forecast].filter(([name, mode]) => {
    const isUnseen = name.startsWith("no_such_") || (alone === true && !tables.has(name));
    return !isUnseen && mode !== (took.get(name) ?? "ACCESS SHARE");
  });
  return {
    missing: missing.map(([name]) => name).join(", "),
    wrong: wrong
      .map(([name, mode]) => `${name}: forecast ${mode}, took ${took.get(name) ?? "none"}`)
      .join("; "),
  };
}

function forecastOf(sql: string): ReadonlyMap<string, LockMode> {
  const script = parseScript({ path: "a.sql", text: `${sql};` }, { direction: "up" });
  const [statement] = script.statements;
  assert.ok(statement, `${sql}: ${script.problems.map(({ message }) => message).join(" ")}`);
  return new Map(statement.locks.map(({ relation, mode }) => [relation.name, mode]));
}

function strongest(all: readonly ReadonlyMap<string, LockMode>[]): ReadonlyMap<string, LockMode> {
  const result = new Map<string, LockMode>();
  for (const [name, mode] of all.flatMap((locks) => [...locks])) {
    const known = result.get(name);
    if (known === undefined || LOCK_MODES.indexOf(mode) > LOCK_MODES.indexOf(known)) result.set(name, mode);
  }
  return result;
}
