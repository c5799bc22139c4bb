// The well-known functions are what PostgreSQL's own catalog says they are.

import assert from "node:assert/strict";
import { test } from "node:test";

import { testServers, testSession } from "../../../test/support/server.ts";
import { STEADY, VOLATILE, volatilityOfBuiltIn } from "./built-in.ts";

/** Written as functions, and no functions: the grammar has them. */
const GRAMMAR = new Set(["coalesce"]);

interface Row {
  readonly name: string;
  readonly volatile: boolean;
  readonly steady: boolean;
}

test("every server at hand agrees on what is volatile", async () => {
  for (const { url, version } of await testServers()) {
    await using session = await testSession(url);
    const rows = await session.query<Row>(
      `select proname::text as name, bool_or(provolatile = 'v') as volatile, bool_or(provolatile <> 'v') as steady
       from pg_catalog.pg_proc where pronamespace = 'pg_catalog'::regnamespace group by proname`,
    );
    const byName = new Map(rows.map((row) => [row.name, row]));
    // A function of a newer server is told by that one.
    const known = (name: string): boolean => byName.has(name) || version < 18;
    for (const name of VOLATILE) {
      assert.ok(known(name), `PostgreSQL ${version} has ${name}`);
      if (byName.has(name)) assert.equal(byName.get(name)?.volatile, true, name);
    }
    for (const name of STEADY) {
      assert.ok(known(name) || GRAMMAR.has(name), `PostgreSQL ${version} has ${name}`);
      if (byName.has(name)) assert.equal(byName.get(name)?.volatile, false, name);
    }
  }
});

test("a function of another schema, or one that is not known, is unknown", () => {
  assert.equal(volatilityOfBuiltIn({ name: "next_ticket" }), undefined);
  assert.equal(volatilityOfBuiltIn({ schema: "app", name: "now" }), undefined);
  assert.equal(volatilityOfBuiltIn({ schema: "pg_catalog", name: "int4mul" }), "stable");
  assert.equal(volatilityOfBuiltIn({ schema: "pg_catalog", name: "random" }), "volatile");
  assert.equal(volatilityOfBuiltIn({ name: "uuid_generate_v4" }), "volatile");
});
