// Whatever repeatables are written and however they are edited: what they come to is what a new database comes to.

import assert from "node:assert/strict";
import { test } from "node:test";

import * as fc from "fast-check";

import { compareSnapshots, takeSnapshot } from "../../src/catalog/catalog.ts";
import type { Snapshot } from "../../src/core/catalog.ts";
import { FULL } from "../faults/runner.ts";
import { ground, type Ground } from "./ground.ts";

/** One object: what it reads, and which columns of it, by numbers that mean something whatever is there. */
interface Part {
  readonly kind: "view" | "materialized view" | "function";
  readonly reads: number;
  readonly picks: readonly number[];
}

const COLUMNS = ["id", "total", "state"];
const COUNT = 5;
/** Names in an order that is none of the ways in which the objects may need each other. */
const NAMES = ["m", "c", "x", "a", "t"];

const part: fc.Arbitrary<Part> = fc.record({
  kind: fc.constantFrom("view", "view", "view", "materialized view", "function"),
  reads: fc.nat(100),
  picks: fc.array(fc.nat(100), { minLength: 1, maxLength: 4 }),
});
const whole = fc.array(part, { minLength: COUNT, maxLength: COUNT });
/** Edits by index, so that the rest of the files stays as it is. */
const edits = fc.array(fc.tuple(fc.nat(COUNT - 1), part), { minLength: 1, maxLength: 3 });

/** A function that became a view would be left behind, as it should: functions stay functions. */
const alike = (before: Part, after: Part = before): Part =>
  (before.kind === "function") === (after.kind === "function") ? after : { ...after, kind: before.kind };

/** The files of these objects. Each reads the table or one before it. */
function filesOf(parts: readonly Part[]): Readonly<Record<string, string>> {
  const made: { readonly from: string; readonly columns: readonly string[] }[] = [
    { from: "orders", columns: COLUMNS },
  ];
  const files: Record<string, string> = {};
  for (const [index, { kind, reads, picks }] of parts.entries()) {
    const source = made[reads % made.length] ?? { from: "orders", columns: COLUMNS };
    const columns = [...new Set(picks.map((pick) => source.columns[pick % source.columns.length] ?? "id"))];
    const name = NAMES[index] ?? "";
    const query = `select ${columns.join(", ")} from ${source.from}`;
    files[`repeatable/${name}.sql`] = textOf(kind, { name, query, columns });
    made.push({ from: kind === "function" ? `${name}()` : name, columns });
  }
  return files;
}

function textOf(
  kind: Part["kind"],
  {
    name,
    query,
    columns,
  }: { readonly name: string; readonly query: string; readonly columns: readonly string[] },
): string {
  if (kind === "view") return `create or replace view ${name} as ${query};\n`;
  if (kind === "materialized view") {
    return `create materialized view ${name} as ${query};\ncreate index on ${name} (${columns[0] ?? ""});\n`;
  }
  const result = columns.map((column) => `${column} ${column === "state" ? "text" : "int"}`).join(", ");
  return `create or replace function ${name}() returns table (${result}) begin atomic ${query}; end;\n`;
}

const TABLE = {
  "20250101_000001_orders.sql": "create table orders (id int primary key, total int not null, state text);\n",
};

async function schemaAfter(here: Ground): Promise<Snapshot> {
  const { failure } = await here.up();
  assert.equal(failure?.message, undefined);
  return await takeSnapshot(here.session);
}

test("after any edits the schema is that of a new database", async (context) => {
  await fc.assert(
    fc.asyncProperty(whole, edits, async (first, changes) => {
      const edited = first.map((each, index) => alike(each, changes.findLast(([at]) => at === index)?.[1]));
      await using here = await ground(context, { ...TABLE, ...filesOf(first) });
      await schemaAfter(here);
      here.write(filesOf(edited));
      await using fresh = await ground(context, { ...TABLE, ...filesOf(edited) });
      assert.deepEqual(compareSnapshots(await schemaAfter(fresh), await schemaAfter(here)), []);
      assert.deepEqual(await here.repeated(), []);
    }),
    { numRuns: FULL ? 120 : 10, interruptAfterTimeLimit: FULL ? 600_000 : 100_000, endOnFailure: !FULL },
  );
});
