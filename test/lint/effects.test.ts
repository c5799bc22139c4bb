// What lint expects of a statement agrees with what PostgreSQL was seen to do: locks, scans and rewrites on record.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";

import { blocksTraffic, LOCK_MODES } from "../../src/core/lock.ts";
import type { LockMode } from "../../src/core/lock.ts";
import type { DescribedScript } from "../../src/core/statement.ts";
import type { Known, Work } from "../../src/lint/effects/effect.ts";
import { locksOf } from "../../src/lint/effects/locks.ts";
import { workOf } from "../../src/lint/effects/work.ts";
import { doingsOf } from "../../src/lint/doing.ts";
import { newSchemaFold } from "../../src/lint/schema/fold.ts";
import type { SchemaFold } from "../../src/lint/schema/fold.ts";
import { describeScript } from "../../src/sql/changes/changes.ts";
import { loadParser } from "../../src/sql/sql.ts";
import { locksIn, readRecord } from "../locks/record.ts";
import { STATEMENTS } from "../locks/statements.ts";
import { EXCEPTIONS } from "./effect-exceptions.ts";

const LOCKS = join(import.meta.dirname, "..", "locks");
const SETUP = readFileSync(join(LOCKS, "setup.sql"), "utf8");
const RECORD = readRecord(readFileSync(join(LOCKS, "observed.md"), "utf8"));
/** The server whose record is compared. */
const SERVER = 18;

before(() => loadParser());

const described = (text: string): DescribedScript =>
  describeScript({ path: "a.sql", text }, { direction: "up" });

interface Difference {
  readonly sql: string;
  readonly expected: string;
  readonly observed: string;
}

test("lint expects the locks, scans and rewrites that are on record, but for exceptions that have a reason", () => {
  const fold = newSchemaFold();
  for (const { changes } of described(SETUP).statements) for (const change of changes) fold.apply(change);
  fold.settle();
  const differences = STATEMENTS.flatMap(({ sql }) => differencesOf(sql, fold));
  const excused = new Set(EXCEPTIONS.flatMap(({ statements }) => statements));
  assert.deepEqual(
    differences.filter(({ sql }) => !excused.has(sql)),
    [],
  );
  const wrong = new Set(differences.map(({ sql }) => sql));
  assert.deepEqual(
    [...excused].filter((sql) => !wrong.has(sql)),
    [],
    "no exception is out of date",
  );
});

function differencesOf(sql: string, fold: SchemaFold): readonly Difference[] {
  const cells = RECORD.get(sql)?.get(SERVER);
  const [statement] = described(`${sql};`).statements;
  if (cells === undefined || statement === undefined) return [];
  const mark = fold.mark();
  const known: Known = { schema: fold.schema, server: SERVER, settings: new Map([["timezone", "UTC"]]) };
  const locks = new Map<string, LockMode>();
  const work: Work[] = [];
  for (const doing of doingsOf(statement, fold.schema)) {
    for (const lock of locksOf(doing, known)) locks.set(lock.table.name.name, lock.mode);
    for (const change of doing.changes) {
      work.push(...workOf(change, known));
      fold.apply(change);
    }
  }
  fold.goBack(mark);
  const [, , scans = "", rewrites = ""] = cells.split(" | ");
  const observedLocks = locksIn(cells, "tables");
  const matters = (name: string): boolean => MATTERS.has(observedLocks.get(name) ?? "ACCESS SHARE");
  const named = (kinds: readonly Work["kind"][]): readonly string[] =>
    work.filter(({ kind }) => kinds.includes(kind)).map(({ table }) => table.name.name);
  const pairs = [
    ["locks", showLocks(locks), showLocks(observedLocks)],
    ["scans", showNames(named(["scan", "build", "rewrite"]), matters), showNames(scans.split(", "), matters)],
    ["rewrites", showNames(named(["rewrite"]), matters), showNames(rewrites.split(", "), matters)],
  ] as const;
  return pairs.flatMap(([title, expected, observed]) =>
    expected === observed ? [] : [{ sql, expected: `${title}: ${expected}`, observed }],
  );
}

/** What others do to a table while it is locked so weakly is no affair of theirs. */
const MATTERS: ReadonlySet<LockMode> = new Set(
  LOCK_MODES.slice(LOCK_MODES.indexOf("SHARE UPDATE EXCLUSIVE")),
);

const showNames = (names: readonly string[], matters: (name: string) => boolean): string =>
  [...new Set(names.filter((name) => isTable(name) && matters(name)))].toSorted().join(", ");

/** Indexes and sequences are locked and written anew too, and lint does not speak of them. */
const isTable = (name: string): boolean => !/_(?:idx|key|pkey|seq|numbers)$/.test(name);

/** Only what makes writers wait matters here: what is weaker comes and goes with triggers and views. */
function showLocks(locks: ReadonlyMap<string, LockMode>): string {
  return [...locks]
    .filter(([name, mode]) => isTable(name) && blocksTraffic(mode))
    .map(([name, mode]) => `${name} ${mode}`)
    .toSorted()
    .join(", ");
}
