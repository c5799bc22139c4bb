// The schema so far: names found through search_path, renames followed, drops gone, and nothing made up.

import assert from "node:assert/strict";
import { before, test } from "node:test";

import type { Schema, Table } from "../../core/schema.ts";
import { asVersion } from "../../core/version.ts";
import { describeScript } from "../../sql/changes/changes.ts";
import { loadParser } from "../../sql/sql.ts";
import { newSchemaFold } from "./fold.ts";
import type { SchemaFold } from "./fold.ts";

before(() => loadParser());

function fold(into: SchemaFold, text: string): void {
  const script = describeScript({ path: "a.sql", text }, { direction: "up" });
  assert.deepEqual(script.problems, []);
  for (const { changes } of script.statements) for (const change of changes) into.apply(change);
}

function schemaAfter(text: string): Schema {
  const state = newSchemaFold();
  fold(state, text);
  return state.schema;
}

/** `a int4 not null, b text`. */
const columnsOf = (table: Table): string =>
  [...table.columns.values()]
    .map(({ name, type, notNull }) => `${name} ${type?.name ?? "?"}${notNull ? " not null" : ""}`)
    .join(", ");

const namesOf = (table: Table): string => table.constraints.map(({ name }) => name).join(" ");

const COLUMNS: readonly (readonly [text: string, columns: string])[] = [
  ["create table t (a int not null, b text);", "a int4 not null, b text"],
  ["create table t (a int); alter table t add b text, drop a;", "b text"],
  ["create table t (a int); alter table t rename a to b;", "b int4"],
  ["create table t (a int); alter table t alter a type bigint, alter a set not null;", "a int8 not null"],
  ["create table t (a int); alter table t add column if not exists a text;", "a int4"],
  ["create table t (a int); create table if not exists t (b text);", "a int4"],
  ["create table u (a int); alter table u rename to t;", "a int4"],
  ["create table s.t (a int); alter table s.t set schema public;", "a int4"],
  ["create table u (a int); create table t (like u, b int);", "a int4, b int4"],
  [
    "create table u (a int); create table t (b int) inherits (u); alter table u add c int;",
    "a int4, b int4, c int4",
  ],
  ["create table t (a int); alter table t add constraint k primary key (a);", "a int4 not null"],
  ["create table t (a int); alter table t add constraint k not null a not valid;", "a int4"],
  [
    "create table t (a int); alter table t add constraint k not null a not valid; alter table t validate constraint k;",
    "a int4 not null",
  ],
  ["create type x as enum (); create table t (a x); alter type x rename to y;", "a y"],
  ["create table t (a int); drop table t;", ""],
  ["alter table t add a int;", "a int4"],
];

test("the columns of a table are what its statements have left", () => {
  for (const [text, columns] of COLUMNS)
    assert.equal(columnsOf(schemaAfter(text).table({ name: "t" })), columns, text);
});

test("a table whose creation was seen is known, and one that was not counts as there", () => {
  const schema = schemaAfter("create table t (a int); alter table u add a int;");
  assert.equal(schema.table({ name: "t" }).known, true);
  assert.equal(schema.table({ name: "u" }).known, false);
  assert.deepEqual(schema.table({ schema: "s", name: "v" }).name, { schema: "s", name: "v" });
});

test("constraints and indexes without a name get the one that PostgreSQL finds", () => {
  const schema = schemaAfter(`
    create table t (a int primary key, b int unique check (b > 0), c int references t);
    alter table t add check (a > 0 and b > 0), add check (b < 9), add foreign key (b, c) references u (x, y);
    create index on t (a, lower(d)); create index on t (a, lower(d));
  `);
  const table = schema.table({ name: "t" });
  assert.equal(namesOf(table), "t_pkey t_b_key t_b_check t_c_fkey t_check t_b_check1 t_b_c_fkey");
  assert.equal(
    table.indexes.map(({ name }) => name).join(" "),
    "t_pkey t_b_key t_a_lower_idx t_a_lower_idx1",
  );
});

test("a name that is too long is cut as PostgreSQL cuts it", () => {
  const table = "a".repeat(40);
  const schema = schemaAfter(`create table ${table} (${"b".repeat(40)} int unique);`);
  const [name] = schema.table({ name: table }).indexes;
  assert.equal(name?.name, `${"a".repeat(29)}_${"b".repeat(29)}_key`);
});

test("foreign keys are known from both sides, and follow a renamed table", () => {
  const schema = schemaAfter(`
    create table parents (id int primary key);
    create table children (parent_id int references parents not null);
    alter table parents rename to elders; alter table children rename to heirs;
  `);
  const [reference] = schema.referencesTo(schema.table({ name: "elders" }));
  assert.equal(reference?.table.name.name, "heirs");
  assert.deepEqual(reference?.constraint.referencedColumns, ["id"]);
});

test("search_path decides what a name means, and is as it was in the next migration", () => {
  const state = newSchemaFold();
  fold(
    state,
    "create table app.t (a int); create table public.t (b int); set search_path = app, public; alter table t add c int; create table n ();",
  );
  assert.equal(columnsOf(state.schema.table({ schema: "app", name: "t" })), "a int4, c int4");
  assert.equal(state.schema.table({ schema: "app", name: "n" }).known, true);
  state.begin(asVersion("2"));
  assert.equal(columnsOf(state.schema.table({ name: "t" })), "b int4");
});

test("partitions know their parent, and a parent its default partition", () => {
  const state = newSchemaFold();
  fold(
    state,
    `
    create table p (a int) partition by list (a);
    create table p1 partition of p for values in (1); create table pd partition of p default;
  `,
  );
  const parent = (): Table => state.schema.table({ name: "p" });
  assert.equal(parent().children.length, 2);
  assert.equal(parent().defaultPartition, state.schema.table({ name: "pd" }).id);
  fold(state, "alter table p detach partition pd; drop table p1;");
  assert.equal(parent().children.length, 0);
  assert.equal(parent().defaultPartition, undefined);
  assert.equal(columnsOf(state.schema.table({ name: "pd" })), "a int4");
});

test("what refers to a dropped table is forgotten with it, and so are its partitions", () => {
  const schema = schemaAfter(`
    create table p (id int primary key) partition by list (id); create table p1 partition of p default;
    create table c (p_id int references p); create table h () inherits (p);
    drop table p cascade;
  `);
  assert.equal(namesOf(schema.table({ name: "c" })), "");
  assert.equal(schema.table({ name: "p1" }).known, false);
  assert.deepEqual(schema.table({ name: "h" }).parents, []);
});

test("an index that becomes a constraint takes its name, and goes with it", () => {
  const state = newSchemaFold();
  fold(
    state,
    "create table t (a int); create unique index i on t (a); alter table t add constraint k unique using index i;",
  );
  assert.equal(state.schema.index({ name: "i" }), undefined);
  assert.equal(state.schema.index({ name: "k" })?.ofConstraint, true);
  fold(state, "alter table t drop constraint k;");
  assert.equal(state.schema.index({ name: "k" }), undefined);
});

test("what was folded can be taken back to a mark", () => {
  const state = newSchemaFold();
  fold(state, "create table t (a int); create index i on t (a);");
  const then = state.schema.table({ name: "t" });
  const mark = state.mark();
  fold(
    state,
    "alter table t rename to u; drop index i; create table v (); drop table u; create type e as enum ();",
  );
  state.goBack(mark);
  assert.deepEqual(state.schema.table({ name: "t" }), then);
  assert.equal(state.schema.index({ name: "i" })?.table, then.id);
  assert.equal(state.schema.table({ name: "v" }).known, false);
  assert.equal(state.schema.type({ name: "e" }), undefined);
});
