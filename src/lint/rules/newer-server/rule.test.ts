// What came with versions of which no server is at hand: it is found below its version, and not at it.

import assert from "node:assert/strict";
import { before, test } from "node:test";

import { caseMigration } from "../../../../test/lint/rule-folder.ts";
import { loadParser } from "../../../sql/sql.ts";
import { lint } from "../../lint.ts";

before(() => loadParser());

const FIRST_VERSIONS: readonly (readonly [statement: string, since: number])[] = [
  ["reindex index concurrently orders_pkey", 12],
  ["create table notes (id int, twice int generated always as (id * 2) stored)", 12],
  ["alter table orders alter column twice drop expression", 13],
  ["create or replace trigger t before insert on orders for each row execute function f()", 14],
  ["alter table orders detach partition old_orders concurrently", 14],
  ["set idle_session_timeout = 0", 14],
  ["merge into orders using customers on false when matched then do nothing", 15],
  ["create unique index on orders (code) nulls not distinct", 15],
  ["create unlogged sequence numbers", 15],
  ["alter table orders set access method heap", 15],
  ["alter table orders alter constraint orders_fkey not enforced", 18],
];

for (const [text, since] of FIRST_VERSIONS) {
  test(`PostgreSQL ${since} is the first to take: ${text}`, () => {
    assert.deepEqual(
      [since - 1, since].map((server) => isFound(text, server)),
      [true, false],
    );
  });
}

const isFound = (text: string, server: number): boolean =>
  lint({ migrations: [caseMigration({ name: "example", text })], server }).some(
    (finding) => finding.rule === "newer-server",
  );
