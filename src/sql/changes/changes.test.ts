// What statements do, as changes: the kinds, the facts that rules stand on, and the places that messages point at.

import assert from "node:assert/strict";
import { before, test } from "node:test";

import type { Change, ChangeOf } from "../../core/change.ts";
import { loadParser } from "../sql.ts";
import { clauseText, describeBody, describeScript, pieceEnd, queryOfBody } from "./changes.ts";

before(() => loadParser());

const changesIn = (text: string): readonly Change[] => {
  const script = describeScript({ path: "a.sql", text }, { direction: "up" });
  assert.deepEqual(script.problems, []);
  return script.statements.flatMap(({ changes }) => changes);
};

/** The only change of a kind in a text. */
function one<Kind extends Change["kind"]>(kind: Kind, text: string): ChangeOf<Kind> {
  const found = changesIn(text).filter((change): change is ChangeOf<Kind> => change.kind === kind);
  assert.equal(found.length, 1, `${kind} in ${text}`);
  return found[0] ?? assert.fail();
}

const KINDS: readonly (readonly [sql: string, kinds: string])[] = [
  ["create table t (id int)", "create-table"],
  ["create foreign table t (id int) server s", "create-table"],
  ["create table t as select 1", "create-table"],
  ["select 1 as a into t", "create-table"],
  ["create schema s create table t (id int)", "create-schema create-table"],
  ["alter table t add a int, drop b, alter c drop default", "add-column drop-column drop-default"],
  ["alter table t alter a set default 1, alter b set not null", "set-default set-not-null"],
  ["alter table t alter a drop not null, alter b type text", "drop-not-null alter-column-type"],
  ["alter table t alter a add generated always as identity", "alter-identity"],
  ["alter table t alter a set storage plain", "set-column-option"],
  ["alter table t alter a set expression as (1), alter b drop expression", "set-expression drop-expression"],
  ["alter table t add check (a > 0), validate constraint c", "add-constraint validate-constraint"],
  ["alter table t drop constraint c, alter constraint d not enforced", "drop-constraint alter-constraint"],
  ["alter table t rename a to b", "rename-column"],
  ["alter table t rename constraint a to b", "rename-constraint"],
  ["alter table t rename to u", "rename"],
  ["alter table t set schema s", "set-schema"],
  ["alter table t owner to postgres", "set-owner"],
  ["alter table t set unlogged", "set-persistence"],
  ["alter table t set tablespace s", "set-tablespace"],
  ["alter table t set access method heap", "set-access-method"],
  ["alter table t set (fillfactor = 70)", "set-storage-parameters"],
  ["alter table t attach partition p default", "attach-partition"],
  ["alter table t detach partition p concurrently", "detach-partition"],
  ["alter table t inherit p", "alter-inheritance"],
  ["alter table t disable trigger all", "switch-trigger"],
  ["alter table t enable row level security", "switch-row-security"],
  ["alter table t replica identity full", "replica-identity"],
  ["alter table t cluster on i", "alter-table-other"],
  ["alter index i attach partition p", "attach-index"],
  ["create index on t (a)", "create-index"],
  ["reindex table t", "reindex"],
  ["cluster t", "cluster"],
  ["vacuum full t", "vacuum"],
  ["analyze t", "analyze"],
  ["truncate t", "truncate"],
  ["lock table t", "lock-table"],
  ["refresh materialized view v", "refresh-materialized-view"],
  ["drop table t", "drop"],
  ["drop database d", "drop"],
  ["create view v as select 1", "create-view"],
  ["create materialized view v as select 1", "create-view"],
  ["create sequence s", "create-sequence"],
  ["alter sequence s restart", "alter-sequence"],
  ["create function f() returns int language sql as 'select 1'", "create-routine"],
  ["create trigger g before insert on t execute function f()", "create-trigger"],
  ["create policy p on t", "create-policy"],
  ["alter policy p on t using (true)", "alter-policy"],
  ["create rule r as on insert to t do nothing", "create-rule"],
  ["create type e as enum ('a')", "create-enum"],
  ["alter type e add value 'b'", "add-enum-value"],
  ["alter type e rename value 'a' to 'b'", "rename-enum-value"],
  ["create type c as (a int)", "create-composite"],
  ["create type r as range (subtype = int4)", "create-type"],
  ["create domain d as int check (value > 0)", "create-domain"],
  ["alter domain d add check (value > 0)", "alter-domain"],
  ["create extension e", "create-extension"],
  ["alter extension e update", "alter-extension"],
  ["create publication p for all tables", "create-publication"],
  ["alter publication p add table t", "alter-publication"],
  ["create statistics s on a, b from t", "create-statistics"],
  ["comment on table t is 'x'", "comment"],
  ["grant select on t to public", "grant"],
  ["insert into t values (1)", "write"],
  ["with gone as (delete from t returning *) insert into u select * from gone", "write write"],
  ["merge into t using u on true when matched then delete", "write"],
  ["copy t from '/dev/null'", "write"],
  ["explain analyze update t set a = 1", "write"],
  ["explain update t set a = 1", ""],
  ["select now()", ""],
  ["select f()", "call"],
  ["call p()", "call"],
  ["select set_config('a.b', 'c', true)", "set"],
  ["set a.b = 'c'", "set"],
  ["reset all", "reset"],
  ["begin; commit", "transaction transaction"],
  ["do 'begin end'", "do-block"],
  ["notify n", "other"],
];

test("every statement is told as changes of the right kinds", () => {
  for (const [sql, kinds] of KINDS) {
    assert.equal(
      changesIn(`${sql};`)
        .map(({ kind }) => kind)
        .join(" "),
      kinds,
      sql,
    );
  }
});

test("a change points at its own piece of the statement, whatever stands before it", () => {
  const text =
    '-- é 🚢\nalter table "a,b".c -- x, y\n  add column d int default f(1, 2), /* , */ drop e,\n\talter g set not null;';
  const pieces = changesIn(text).map(({ at }) => text.slice(at, pieceEnd(text, at)));
  assert.deepEqual(pieces, ["add column d int default f(1, 2)", "drop e", "alter g set not null"]);
});

test("a column is told with its type, default, constraints, and where each clause stands", () => {
  const text =
    "alter table t add c varchar(20) not null default 'a' constraint k check (c <> '') references u (d) deferrable;";
  const { column } = one("add-column", text);
  assert.deepEqual(column.type, { name: "varchar", modifiers: [20], array: false });
  assert.equal(column.notNull, true);
  assert.equal(column.default?.volatility, "constant");
  assert.equal(clauseText(text, column.default ?? assert.fail()), "default 'a'");
  assert.deepEqual(
    column.constraints.map((constraint) => clauseText(text, constraint)),
    ["constraint k check (c <> '')", "references u (d) deferrable"],
  );
  assert.deepEqual(
    column.constraints.map(({ kind, columns: own = [] }: { kind: string; columns?: readonly string[] }) => [
      kind,
      ...own,
    ]),
    [["check"], ["foreign-key", "c"]],
  );
});

const VOLATILITIES: readonly (readonly [expression: string, volatility: string])[] = [
  ["-1", "constant"],
  ["'{}'::jsonb", "constant"],
  ["now() + interval '1 day'", "stable"],
  ["current_timestamp", "stable"],
  ["lower('A')", "stable"],
  ["clock_timestamp()", "volatile"],
  ["pg_catalog.random()", "volatile"],
  ["coalesce(null, gen_random_uuid())", "volatile"],
  ["app.now()", "unknown"],
  ["next_ticket()", "unknown"],
];

test("an expression tells whether each row gets a value of its own", () => {
  for (const [expression, volatility] of VOLATILITIES) {
    const { column } = one("add-column", `alter table t add c text default ${expression};`);
    assert.equal(column.default?.volatility, volatility, expression);
  }
});

const PROOFS: readonly (readonly [condition: string, columns: string])[] = [
  ["a is not null", "a"],
  ["a is not null and (b is not null and c > 0)", "a b"],
  ["a is not null or b is not null", ""],
  ["a is not null or (a is not null and b > 0)", "a"],
  ["a > 0", ""],
  ["not (a is null)", ""],
];

test("a check tells of which columns it proves that they hold no NULL", () => {
  for (const [condition, columns] of PROOFS) {
    const { constraint } = one("add-constraint", `alter table t add check (${condition});`);
    assert.ok(constraint.kind === "check");
    assert.equal(constraint.provesNotNull.toSorted().join(" "), columns, condition);
  }
});

test("serial and identity columns, NULL defaults and sequences are known for what they are", () => {
  const { columns } = one(
    "create-table",
    "create table t (a bigserial, b int generated by default as identity, c int default null, d int default nextval('s'), e int primary key);",
  );
  assert.deepEqual(
    columns.map(({ serial, identity, notNull, default: value }) => [
      serial,
      identity,
      notNull,
      value?.isNull,
      value?.takesNumber,
    ]),
    [
      [true, undefined, true, undefined, undefined],
      [false, "by-default", true, undefined, undefined],
      [false, undefined, false, true, false],
      [false, undefined, false, false, true],
      [false, undefined, true, undefined, undefined],
    ],
  );
});

test("what runs in a DO block is told with its place, in whatever branch it stands", () => {
  const text = `-- ü
do $body$
declare n int;
begin
  if true then
    alter table t add column c int;
  else
    execute 'create index i on t (c)';
  end if;
  perform f(1);
  for n in select 1 loop update t set c = n; end loop;
exception when others then
  execute format('drop table %I', 't');
end
$body$;`;
  const { body } = one("do-block", text);
  const told = describeBody(body, "do").flatMap(({ changes }) =>
    changes.map(({ kind, at, inside }) => [kind, inside, text.slice(at, at + 12)]),
  );
  assert.deepEqual(told, [
    ["add-column", "do", "add column c"],
    ["create-index", "do", "create index"],
    ["call", "do", "perform f(1)"],
    ["write", "do", "update t set"],
  ]);
});

test("the body of a function in SQL is read, and of other languages left alone", () => {
  const sql = "create function f() returns int language sql as 'insert into t values (1); select 1';";
  const { body } = one("create-routine", sql);
  assert.deepEqual(
    describeBody(body, "function").flatMap(({ changes }) => changes.map(({ kind }) => kind)),
    ["write"],
  );
  const python = one("create-routine", "create function g() returns int language plpython3u as 'return 1';");
  assert.deepEqual(describeBody(python.body, "function"), []);
});

test("a function in SQL comes down to an expression where it is one query without a FROM", () => {
  const query = (text: string): string | undefined =>
    queryOfBody(one("create-routine", `create function f() returns int language sql as $$${text}$$;`).body)
      ?.volatility;
  assert.equal(query("select 1"), "constant");
  assert.equal(query("select random()"), "volatile");
  assert.equal(query("select a from t"), undefined);
  assert.equal(query("select 1; select 2"), undefined);
});

test("writes tell their table, their columns, whether they have a WHERE, and how many rows they add", () => {
  assert.deepEqual(facts("update s.t set a = 1, b = 2"), ["update", "s", "t", false, "a b", undefined]);
  assert.deepEqual(facts("delete from t where a"), ["delete", undefined, "t", true, "", undefined]);
  assert.deepEqual(facts("insert into t values (1), (2)"), ["insert", undefined, "t", true, "", 2]);
  assert.deepEqual(facts("insert into t select * from u"), ["insert", undefined, "t", true, "", undefined]);
});

function facts(sql: string): readonly unknown[] {
  const { verb, table, hasWhere, columns, rows } = one("write", `${sql};`);
  return [verb, table.schema, table.name, hasWhere, columns.join(" "), rows];
}
