// The static lock forecast beside what a rehearsal saw: `node lint-truth/forecast.ts FOLDER RECORD [--list]`.

import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { blocksTraffic, LOCK_MODES, type LockMode } from "../../src/core/lock.ts";
import { showRelation } from "../../src/core/name.ts";
import type { Rehearsal } from "../../src/core/rehearsal.ts";
import type { Table } from "../../src/core/schema.ts";
import { lint, type LintMigration, type Rule } from "../../src/lint/lint.ts";
import { describeScript } from "../../src/sql/changes/changes.ts";
import { loadParser } from "../../src/sql/sql.ts";
import { readMigrations } from "../../src/store/store.ts";
import { realWorld } from "../../src/world/world.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { list: { type: "boolean", default: false } },
});
const [folder, recordFile] = positionals;
if (folder === undefined || recordFile === undefined) throw new Error("FOLDER and RECORD are wanted.");

const TABLES = new Set(["table", "partitioned table", "materialized view"]);
type Locks = ReadonlyMap<string, LockMode>;

/** Where a forecast speaks of a table that no file makes: then it may not be there, and nothing is locked. */
const unknown = new Set<string>();

const record = JSON.parse(readFileSync(recordFile, "utf8")) as Rehearsal;
const forecast = await forecastOf(resolve(folder));

const tally = { statements: 0, equal: 0, blocking: 0, blockingEqual: 0 };
for (const { version, statements } of record.migrations) {
  for (const { number, line, kind, locks } of statements) {
    const seen: Locks = new Map(
      locks
        .filter((lock) => lock.existed && TABLES.has(lock.kind))
        .map(({ relation, mode }) => [relation, mode]),
    );
    const key = `${version} ${number}`;
    const said = new Map(
      [...(forecast.get(key) ?? [])].filter(([name]) => seen.has(name) || !unknown.has(`${key} ${name}`)),
    );
    compare(`${version}:${line} ${kind}`, seen, said);
  }
}
const share = (part: number, whole: number): string => `${((100 * part) / Math.max(1, whole)).toFixed(1)} %`;
console.log(
  `all modes: ${tally.equal} of ${tally.statements} statements equal, ${share(tally.equal, tally.statements)}`,
);
console.log(
  `SHARE and stronger: ${tally.blockingEqual} of ${tally.blocking} statements that take or are said to take one, ` +
    share(tally.blockingEqual, tally.blocking),
);

function compare(place: string, seen: Locks, said: Locks): void {
  tally.statements += 1;
  const [seenBlocking, saidBlocking] = [blockingIn(seen), blockingIn(said)];
  const isEqual = show(seen) === show(said);
  const isEqualBlocking = show(seenBlocking) === show(saidBlocking);
  if (isEqual) tally.equal += 1;
  if (seenBlocking.size > 0 || saidBlocking.size > 0) {
    tally.blocking += 1;
    if (isEqualBlocking) tally.blockingEqual += 1;
  }
  if (values.list && !isEqual) {
    console.log(`${isEqualBlocking ? "  " : "! "}${place}\n    seen ${show(seen)}\n    said ${show(said)}`);
  }
}

function blockingIn(locks: Locks): Locks {
  return new Map([...locks].filter(([, mode]) => blocksTraffic(mode)));
}

function show(locks: Locks): string {
  const shown = [...locks].map(([relation, mode]) => `${relation} ${mode}`).toSorted();
  return shown.join(", ") || "nothing";
}

/** What is foretold for each statement of the ups: the locks that it adds to those its transaction holds. */
async function forecastOf(directory: string): Promise<ReadonlyMap<string, Locks>> {
  const found = new Map<string, Locks>();
  const names = new Map<Table["id"], string>();
  let current: LintMigration | undefined;
  const listening: Rule = {
    name: "listening",
    class: "advice",
    severity: "note",
    about: "keeps what it is told",
    files: ["up"],
    statement({ migration, script, statement, locks, held }) {
      const number = script.statements.indexOf(statement) + 1;
      const key = `${migration.version} ${number}`;
      if (migration !== current) names.clear();
      current = migration;
      // A rehearsal calls a relation by the name that it had before the migration.
      const nameOf = (table: Table): string => {
        const name = names.get(table.id) ?? showRelation(table.name);
        names.set(table.id, name);
        return name;
      };
      const known = new Map(
        held.toSorted((a, b) => rank(a.mode) - rank(b.mode)).map(({ table, mode }) => [nameOf(table), mode]),
      );
      const own = new Map(found.get(key));
      for (const { table, mode } of locks) {
        const name = nameOf(table);
        if (!table.known) unknown.add(`${key} ${name}`);
        if (rank(known.get(name)) < rank(mode) && rank(own.get(name)) < rank(mode)) own.set(name, mode);
      }
      found.set(key, own);
      return [];
    },
  };
  const world = realWorld();
  const { migrations } = await readMigrations(world.files, {
    directory,
    shownAs: folder ?? "",
    now: new Date(),
  });
  const described: LintMigration[] = [];
  for (const { version, name, outsideTransaction, up } of migrations) {
    await loadParser();
    described.push({ version, name, outsideTransaction, up: describeScript(up, { direction: "up" }) });
  }
  lint({ migrations: described, rules: [listening] });
  return found;
}

function rank(mode: LockMode | undefined): number {
  return mode === undefined ? -1 : LOCK_MODES.indexOf(mode);
}
