// Tests of the forecast of locks: whose lock it is. That the modes are right is proven on servers, in test/locks.

import assert from "node:assert/strict";
import { before, test } from "node:test";

import { showRelation } from "../core/name.ts";
import { loadParser, parseScript } from "./sql.ts";

before(() => loadParser());

const locksIn = (sql: string): readonly string[] =>
  parseScript({ path: "a.sql", text: sql }, { direction: "up" }).statements.flatMap(({ locks }) =>
    locks.map(({ relation, mode }) => `${showRelation(relation)} ${mode}`),
  );

const CASES: Readonly<Record<string, readonly string[]>> = {
  "alter table Shop.Orders add a int": ["shop.orders ACCESS EXCLUSIVE"],
  'alter table "Größe"."a.b" add a int': ['"Größe"."a.b" ACCESS EXCLUSIVE'],
  "alter table db.shop.orders add a int": ["shop.orders ACCESS EXCLUSIVE"],
  "alter table a alter b set statistics 1, add c int": ["a ACCESS EXCLUSIVE"],
  "alter table a add b int references a": ["a ACCESS EXCLUSIVE"],
  "alter table a add foreign key (b) references s.c": ["a SHARE ROW EXCLUSIVE", "s.c SHARE ROW EXCLUSIVE"],
  "alter table a set (fillfactor = 70, user_catalog_table = true)": ["a ACCESS EXCLUSIVE"],
  "alter table a detach partition b finalize": ["a SHARE UPDATE EXCLUSIVE", "b ACCESS EXCLUSIVE"],
  "create table a (b int references a, c int references d)": ["d SHARE ROW EXCLUSIVE"],
  "create table s.a (b int references a)": ["a SHARE ROW EXCLUSIVE"],
  "create table a partition of b (foreign key (c) references d) default": [
    "b ACCESS EXCLUSIVE",
    "d SHARE ROW EXCLUSIVE",
  ],
  "drop table a, s.b": ["a ACCESS EXCLUSIVE", "s.b ACCESS EXCLUSIVE"],
  "drop trigger t on s.a": ["s.a ACCESS EXCLUSIVE"],
  "drop function a": [],
  "comment on function a is 'b'": [],
  "comment on column s.a.b is 'c'": ["s.a SHARE UPDATE EXCLUSIVE"],
  "reindex (concurrently) table a": ["a SHARE UPDATE EXCLUSIVE"],
  "vacuum (full, analyze) a": ["a ACCESS EXCLUSIVE"],
  vacuum: [],
  "insert into a select * from a": ["a ROW EXCLUSIVE"],
  "with q as (select * from a) delete from q": ["q ROW EXCLUSIVE", "a ACCESS SHARE"],
  "with a as (select * from a) select * from a": ["a ACCESS SHARE"],
  "with recursive a as (select 1 union all select * from a) select * from a": [],
  "with q as (select 1) select * from s.q": ["s.q ACCESS SHARE"],
  "select * from a as x, b as y for update of x": ["a ROW SHARE", "b ACCESS SHARE"],
  "(select * from a for update) union all select * from b": ["b ACCESS SHARE", "a ROW SHARE"],
  "with q as (select * from a) select * from q for update": ["a ACCESS SHARE"],
  "create rule r as on insert to a do also update b set c = 1": ["a ACCESS EXCLUSIVE", "b ROW EXCLUSIVE"],
  "create schema s create table a (b int references c) create index on a (b)": [
    "c SHARE ROW EXCLUSIVE",
    "a SHARE",
  ],
  "do 'begin drop table a; end'": [],
  "select 1": [],
};

for (const [sql, expected] of Object.entries(CASES)) {
  test(`the locks of: ${sql}`, () => {
    assert.deepEqual(locksIn(sql).toSorted(), expected.toSorted());
  });
}
