// Repeatables on a real server: applied when they change, in order, and nothing that hangs on them is lost.

import assert from "node:assert/strict";
import { test } from "node:test";

import { Failure } from "../../src/core/failure.ts";
import type { MigrateOutcome } from "../../src/core/outcome.ts";
import { ground, type Ground } from "./ground.ts";

const TABLE = {
  "20250101_000001_orders.sql": "create table orders (id int primary key, total int not null, state text);\n",
};

/** The failure of a run that must have one. */
function failureOf({ failure }: MigrateOutcome): Failure {
  assert.ok(failure instanceof Failure, "the run is refused");
  return failure;
}

interface Case {
  /** Repeatables at first, by name. */
  readonly first: Readonly<Record<string, string>>;
  /** Runs by hand in between. */
  readonly meanwhile?: string;
  /** What is changed then; null removes the file. */
  readonly change: Readonly<Record<string, string | null>>;
  /** What the next run applies, in order. */
  readonly repeated: readonly string[];
  /** Questions with the answers that they have after it. */
  readonly asked?: Readonly<Record<string, unknown>>;
}

const files = (all: Readonly<Record<string, string | null>>): Readonly<Record<string, string | null>> =>
  Object.fromEntries(Object.entries(all).map(([name, text]) => [`repeatable/${name}.sql`, text]));

const GRANTEE = "lockkeeper_test_reader";
const OWNER = "lockkeeper_test_owner";
const ROLES = [GRANTEE, OWNER]
  .map(
    (role) =>
      `do $$ begin create role ${role}; exception when duplicate_object or unique_violation then null; end $$;`,
  )
  .join("\n");

const CASES: Readonly<Record<string, Case>> = {
  "a view that changes its columns is made anew with the views on it, three levels deep": {
    first: {
      base: "create or replace view base as select id, total from orders;",
      middle: "create or replace view middle as select id from base;",
      top: "create or replace view top as select id from middle;",
      aside: "create or replace view aside as select id from orders;",
    },
    change: { base: "create or replace view base as select total, id from orders;" },
    repeated: ["base", "middle", "top"],
    asked: { "select count(*)::int from lockkeeper.journal where event = 'repeated'": 7 },
  },
  "a changed type of a column is one too": {
    first: {
      base: "create or replace view base as select id from orders;",
      top: "create or replace view top as select id from base;",
    },
    change: { base: "create or replace view base as select id::bigint as id from orders;" },
    repeated: ["base", "top"],
    asked: { "select pg_typeof(id)::text from (select id from top union all select 1) as t": "bigint" },
  },
  "a column at the end is added in place": {
    first: {
      base: "create or replace view base as select id from orders;",
      top: "create or replace view top as select id from base;",
    },
    change: { base: "create or replace view base as select id, total from orders;" },
    repeated: ["base"],
  },
  "a function with another result is made anew with the view on it": {
    first: {
      twice: "create or replace function twice(n int) returns int language sql immutable return n * 2;",
      doubled: "create or replace view doubled as select twice(total) as total from orders;",
    },
    change: {
      twice:
        "create or replace function twice(n int) returns bigint language sql immutable return n * 2::bigint;",
    },
    repeated: ["twice", "doubled"],
  },
  "a function with another body is replaced": {
    first: {
      twice: "create or replace function twice(n int) returns int language sql as $$ select n * 2 $$;",
      doubled: "create or replace view doubled as select twice(total) as total from orders;",
    },
    change: {
      twice: "create or replace function twice(n int) returns int language sql as $$ select n + n $$;",
    },
    repeated: ["twice"],
  },
  "a function whose parameter has another name is made anew": {
    first: {
      twice: "create or replace function twice(n int) returns int language sql as $$ select n * 2 $$;",
    },
    change: {
      twice: "create or replace function twice(m int) returns int language sql as $$ select m * 2 $$;",
    },
    repeated: ["twice"],
  },
  "a procedure is replaced or made anew alike": {
    first: {
      tidy: "create or replace procedure tidy(n int) language sql as $$ delete from orders where id = n $$;",
    },
    change: {
      tidy: "create or replace procedure tidy(m int) language sql as $$ delete from orders where id = m $$;",
    },
    repeated: ["tidy"],
  },
  "a trigger function is replaced, and its trigger stays": {
    first: {
      mark: "create or replace function mark() returns trigger language plpgsql as $$ begin new.state := 'a'; return new; end $$;",
      mark_trigger:
        "create or replace trigger mark before insert on orders for each row execute function mark();",
    },
    change: {
      mark: "create or replace function mark() returns trigger language plpgsql as $$ begin new.state := 'b'; return new; end $$;",
    },
    repeated: ["mark"],
    asked: {
      "insert into orders values (1, 2) returning state": "b",
    },
  },
  "a trigger without OR REPLACE is made anew, and stays disabled": {
    first: {
      mark: "create or replace function mark() returns trigger language plpgsql as $$ begin return new; end $$;",
      mark_trigger: "create trigger mark before insert on orders for each row execute function mark();",
    },
    meanwhile: "alter table orders disable trigger mark; comment on trigger mark on orders is 'marks';",
    change: {
      mark_trigger:
        "create trigger mark before insert or update on orders for each row execute function mark();",
    },
    repeated: ["mark_trigger"],
    asked: {
      "select tgenabled from pg_trigger where tgname = 'mark'": "D",
      "select obj_description(oid, 'pg_trigger') from pg_trigger where tgname = 'mark'": "marks",
    },
  },
  "a policy is made anew": {
    first: { seen: "create policy seen on orders using (total > 0);" },
    change: { seen: "create policy seen on orders using (total > 1);" },
    repeated: ["seen"],
    asked: { "select qual from pg_policies where policyname = 'seen'": "(total > 1)" },
  },
  "a materialized view is made anew with its index, its grants and the view on it": {
    first: {
      sums: "create materialized view sums as select state, sum(total) as total from orders group by state;\ncreate unique index sums_state on sums (state);",
      shown: "create or replace view shown as select total from sums;",
    },
    meanwhile: `${ROLES} grant select on sums to ${GRANTEE}; comment on materialized view sums is 'sums'; comment on index sums_state is 'key';`,
    change: {
      sums: "create materialized view sums as select state, count(*) as total from orders group by state;\ncreate unique index sums_state on sums (state);",
    },
    repeated: ["sums", "shown"],
    asked: {
      [`select has_table_privilege('${GRANTEE}', 'sums', 'select')`]: true,
      "select obj_description('sums'::regclass)": "sums",
      "select obj_description('sums_state'::regclass)": "key",
    },
  },
  "an index that its file leaves out goes with the materialized view": {
    first: {
      sums: "create materialized view sums as select state from orders;\ncreate index sums_state on sums (state);",
    },
    change: { sums: "create materialized view sums as select state, total from orders;" },
    repeated: ["sums"],
    asked: { "select to_regclass('sums_state') is null": true },
  },
  "grants, comments and owner of what is made anew are there again": {
    first: {
      base: "create or replace view base as select id, total from orders;",
      top: "create or replace view top as select id from base;",
    },
    meanwhile: `${ROLES}
      alter view top owner to ${OWNER}; grant select on orders, base to ${OWNER};
      grant select on top to ${GRANTEE} with grant option;
      grant select (id), update (id) on base to ${GRANTEE};
      comment on view top is 'it''s \\ top'; comment on column top.id is 'which';`,
    change: { base: "create or replace view base as select total, id from orders;" },
    repeated: ["base", "top"],
    asked: {
      "select relowner::regrole::text from pg_class where relname = 'top'": OWNER,
      [`select has_table_privilege('${GRANTEE}', 'top', 'select with grant option')`]: true,
      [`select has_column_privilege('${GRANTEE}', 'base', 'id', 'update')`]: true,
      [`select has_column_privilege('${GRANTEE}', 'base', 'total', 'select')`]: false,
      "select obj_description('top'::regclass)": "it's \\ top",
      "select col_description('top'::regclass, 1)": "which",
    },
  },
  "what was taken from everybody is not open again": {
    first: {
      twice: "create or replace function twice(n int) returns int language sql as $$ select n * 2 $$;",
    },
    meanwhile: `${ROLES} revoke execute on function twice(int) from public;`,
    change: {
      twice: "create or replace function twice(m int) returns int language sql as $$ select m * 2 $$;",
    },
    repeated: ["twice"],
    asked: { [`select has_function_privilege('${GRANTEE}', 'twice(int)', 'execute')`]: false },
  },
  "what the file says itself goes before what was there": {
    first: {
      base: "create or replace view base as select id, total from orders; comment on view base is 'old';",
    },
    change: {
      base: "create or replace view base as select total, id from orders; comment on view base is 'new';",
    },
    repeated: ["base"],
    asked: { "select obj_description('base'::regclass)": "new" },
  },
  "a view that speaks of what another change brings is made anew after it": {
    first: {
      base: "create or replace view base as select id from orders;",
      top: "create or replace view top as select id from base;",
    },
    change: {
      base: "create or replace view base as select id, total from orders;",
      top: "create or replace view top as select id, total from base;",
    },
    repeated: ["base", "top"],
    asked: { "select count(*)::int from information_schema.columns where table_name = 'top'": 2 },
  },
  "a file that drops first, as other tools want it, loses nothing": {
    first: {
      base: "drop view if exists base; create view base as select id, total from orders;",
      top: "create or replace view top as select id from base;",
    },
    meanwhile: "comment on view base is 'kept'",
    change: { base: "drop view if exists base; create view base as select total, id from orders;" },
    repeated: ["base", "top"],
    asked: { "select obj_description('base'::regclass)": "kept" },
  },
  "a view becomes a materialized view": {
    first: {
      base: "create or replace view base as select id from orders;",
      top: "create or replace view top as select id from base;",
    },
    change: { base: "create materialized view base as select id from orders;" },
    repeated: ["base", "top"],
    asked: { "select relkind from pg_class where relname = 'base'": "m" },
  },
  "a view between two that must go together goes with them": {
    first: {
      a: "create or replace view a as select id, total from orders;",
      b: "create or replace view b as select 1 as one;",
      c: "create or replace view c as select id from a;",
    },
    change: {
      a: "create or replace view a as select total, id from orders;",
      b: "create or replace view b as select 1 as one, (select count(*) from a) as many;",
      c: "create or replace view c as select id, (select many from b) as many from a;",
    },
    repeated: ["a", "b", "c"],
  },
  "what somebody dropped comes back with the next migration": {
    first: { base: "create or replace view base as select id from orders;" },
    change: { "../20250102_000001_wider": "drop view base; alter table orders alter column id type bigint;" },
    repeated: ["base"],
  },
  "names are looked for where the file says": {
    first: {
      one: "set search_path = other, public; create or replace view seen as select id from orders;",
      two: "create or replace view seen as select id from other.seen;",
    },
    change: {
      one: "set search_path = other, public; create or replace view seen as select total, id from orders;",
    },
    repeated: ["one", "two"],
    asked: { "select id from public.seen": undefined },
  },
  "grants on all that a schema has come last": {
    first: {
      a_grants: `${ROLES} grant select on all tables in schema public to ${GRANTEE};`,
      base: "create or replace view base as select id from orders;",
    },
    change: {},
    repeated: [],
    asked: { [`select has_table_privilege('${GRANTEE}', 'base', 'select')`]: true },
  },
};

for (const [name, { first, meanwhile, change, repeated, asked = {} }] of Object.entries(CASES)) {
  test(name, async (context) => {
    await using here = await ground(context, { ...TABLE, ...files(first) });
    await here.session.run("create schema other");
    await here.repeated();
    if (meanwhile !== undefined) await here.session.run(meanwhile);
    here.write(files(change));
    assert.deepEqual(await here.repeated(), repeated);
    for (const [question, answer] of Object.entries(asked)) {
      assert.equal(await here.ask(question), answer, question);
    }
    const position = await here.ask("select max(entry) from lockkeeper.journal");
    assert.deepEqual(await here.repeated(), [], "the next run has nothing to do");
    assert.equal(await here.ask("select max(entry) from lockkeeper.journal"), position);
  });
}

test("the first run applies views in the order in which they need each other", async (context) => {
  await using here = await ground(context, {
    ...TABLE,
    "repeatable/a_top.sql": "create or replace view top as with base as (select 1) select id from middle;",
    "repeatable/b_middle.sql": "create or replace view middle as select id from public.base;",
    "repeatable/views/base.sql": "create or replace view base as select id from orders;",
  });
  assert.deepEqual(await here.repeated(), ["views/base", "b_middle", "a_top"]);
});

interface Refusal {
  readonly first: Readonly<Record<string, string>>;
  readonly meanwhile?: string;
  readonly change: Readonly<Record<string, string | null>>;
  readonly code: string;
  readonly says: RegExp;
}

const BASE = { base: "create or replace view base as select id, total from orders;" };
const OTHER = { base: "create or replace view base as select total, id from orders;" };

const REFUSALS: Readonly<Record<string, Refusal>> = {
  "a view of somebody else depends on it": {
    first: BASE,
    meanwhile: "create view theirs as select id from base",
    change: OTHER,
    code: "depended-on",
    says: /no repeatable makes view public\.theirs, which depends on it/,
  },
  "a function of somebody else depends on a type of row": {
    first: BASE,
    meanwhile: "create function theirs(base) returns int language sql as 'select 1'",
    change: OTHER,
    code: "depended-on",
    says: /function public\.theirs\(public\.base\)/,
  },
  "a default of a column depends on a function": {
    first: {
      twice: "create or replace function twice(n int) returns int language sql as $$ select n * 2 $$;",
    },
    meanwhile: "alter table orders alter column total set default twice(2)",
    change: {
      twice: "create or replace function twice(m int) returns int language sql as $$ select m * 2 $$;",
    },
    code: "depended-on",
    says: /default value for column total of table public\.orders/,
  },
  "an index of somebody else is on a function": {
    first: {
      twice:
        "create or replace function twice(n int) returns int language sql immutable as $$ select n * 2 $$;",
    },
    meanwhile: "create index theirs on orders (twice(total))",
    change: {
      twice:
        "create or replace function twice(n int) returns bigint language sql immutable as $$ select n * 2::bigint $$;",
    },
    code: "depended-on",
    says: /index public\.theirs/,
  },
  "a trigger of somebody else calls a function that has to go": {
    first: {
      mark: "create function mark() returns trigger language plpgsql as $$ begin return new; end $$;",
    },
    meanwhile: "create trigger theirs before insert on orders for each row execute function mark()",
    change: {
      mark: "create function mark() returns trigger language plpgsql as $$ begin return old; end $$;",
    },
    code: "depended-on",
    says: /trigger theirs on table public\.orders/,
  },
  "an index on a materialized view that its file does not make": {
    first: { sums: "create materialized view sums as select state from orders;" },
    meanwhile: "create index theirs on sums (state)",
    change: { sums: "create materialized view sums as select state, total from orders;" },
    code: "depended-on",
    says: /index public\.theirs/,
  },
  "a default that a view has been given": {
    first: BASE,
    meanwhile: "alter view base alter column total set default 7",
    change: OTHER,
    code: "depended-on",
    says: /default value for column total of view public\.base/,
  },
  "a grant by somebody else than the owner": {
    first: BASE,
    meanwhile: `${ROLES} grant select on base to ${GRANTEE} with grant option;
      set role ${GRANTEE}; grant select on base to ${OWNER}; reset role;`,
    change: OTHER,
    code: "depended-on",
    says: new RegExp(`would lose the SELECT that ${OWNER} has from somebody else`),
  },
  "repeatables that need each other": {
    first: {
      a: "create or replace view a as select id from b;",
      b: "create or replace view b as select id from a;",
    },
    change: {},
    code: "bad-files",
    says: /repeatable\/a\.sql needs migrations\/repeatable\/b\.sql needs migrations\/repeatable\/a\.sql/,
  },
  "two files that make one view": {
    first: { a: "create or replace view v as select 1;", b: "create or replace view public.v as select 2;" },
    change: {},
    code: "bad-files",
    says: /a\.sql and migrations\/repeatable\/b\.sql both make the view public\.v/,
  },
  "a statement that cannot be in a transaction": {
    first: { a: "vacuum orders;" },
    change: {},
    code: "bad-files",
    says: /VACUUM cannot stand in a repeatable/,
  },
  "a DROP that cascades": {
    first: { a: "drop view if exists v cascade; create view v as select 1;" },
    change: {},
    code: "bad-files",
    says: /DROP VIEW … CASCADE takes away what other files have made/,
  },
};

for (const [name, { first, meanwhile, change, code, says }] of Object.entries(REFUSALS)) {
  test(`refused: ${name}`, async (context) => {
    await using here = await ground(context, { ...TABLE, ...files(first) });
    const before = await here.up();
    if (meanwhile !== undefined) await here.session.run(meanwhile);
    here.write(files(change));
    const failure = failureOf(meanwhile === undefined ? before : await here.up());
    assert.equal(failure.code, code);
    assert.match(failure.message, says);
    assert.equal(failure.hint === undefined, false, "it says what to do");
  });
}

async function refusedOnDown(here: Ground): Promise<Failure> {
  const { undo } = await import("../../src/flow/undo.ts");
  const { journeyOf } = await import("../faults/runner.ts");
  return failureOf(await undo(journeyOf(here.url, here.folder), { steps: 1, yes: true }));
}

test("a down that a repeatable stands in the way of fails, and says what to do", async (context) => {
  await using here = await ground(context, {
    ...TABLE,
    "20250101_000001_orders_down.sql": "drop table orders;",
    ...files(BASE),
  });
  await here.up();
  const failure = await refusedOnDown(here);
  assert.match(failure.message, /view base depends on table orders/);
  assert.match(failure.hint ?? "", /comes back with the next lockkeeper up/);
  here.write({ "20250101_000001_orders_down.sql": "drop view base; drop table orders;" });
  const { undo } = await import("../../src/flow/undo.ts");
  const { journeyOf } = await import("../faults/runner.ts");
  const undone = await undo(journeyOf(here.url, here.folder), { steps: 1, yes: true });
  assert.equal(undone.failure, undefined);
  assert.deepEqual(await here.repeated(), ["base"]);
});

test("a run that leaves migrations out leaves repeatables out, and one to the end does not", async (context) => {
  await using here = await ground(context, {
    ...TABLE,
    "20250102_000001_more.sql": "alter table orders add column more int;",
    ...files({ base: "create or replace view base as select more from orders;" }),
  });
  const { migrate } = await import("../../src/flow/migrate.ts");
  const { journeyOf } = await import("../faults/runner.ts");
  const names = async (steps: number): Promise<readonly string[]> => {
    const request = { steps, allowOutOfOrder: false };
    const { applied, failure } = await migrate(journeyOf(here.url, here.folder), request);
    assert.equal(failure, undefined);
    return applied.map(({ name }) => name);
  };
  assert.deepEqual(await names(1), ["orders"]);
  assert.deepEqual(await names(1), ["more", "base"]);
});
