// What a repeatable makes, speaks of and drops, read from its text.

import assert from "node:assert/strict";
import { before, test } from "node:test";

import type { RelationName } from "../../core/name.ts";
import { loadParser } from "../sql.ts";
import { parseRepeatable } from "./repeatable.ts";

before(loadParser);

const shown = ({ schema, name }: RelationName): string => (schema === undefined ? name : `${schema}.${name}`);

interface Case {
  readonly text: string;
  readonly makes?: readonly string[];
  /** Those that only the run of it needs begin with `late`. */
  readonly mentions?: readonly string[];
  readonly problems?: readonly string[];
}

const CASES: Readonly<Record<string, Case>> = {
  "a view and what it reads, but not its own WITH": {
    text: "create or replace view v as with w as (select * from a) select * from w join s.b on s.f(w.x)",
    makes: ["view v, replaced"],
    mentions: ["relation a", "relation s.b", "routine s.f"],
  },
  "a materialized view with its index": {
    text: "create materialized view v as select 1 as a; create unique index i on v (a);",
    makes: ["materialized view v", "index i on v"],
  },
  "a function in SQL needs what its body names": {
    text: "create function f(r t) returns setof u language sql as $$ select * from b, g() $$",
    makes: ["function f(i r t) returns setof u"],
    mentions: ["relation b", "relation t", "relation u", "routine g"],
  },
  "a body of PL/pgSQL is read when it runs": {
    text: "create or replace procedure p(inout n int) language plpgsql as $$ begin n := s.g(); end $$",
    makes: ["procedure p(b n pg_catalog.int4), replaced"],
    mentions: ["late relation s.g", "late routine s.g"],
  },
  "triggers, policies and rules": {
    text:
      "create or replace trigger t before insert on o for each row execute function f();" +
      "create policy p on s.o using (g()); create rule r as on insert to o do also select 1;",
    makes: ["trigger t on o, replaced", "policy p on s.o", "rule r on o"],
    mentions: ["relation o", "relation s.o", "routine f", "routine g"],
  },
  "comments and grants": {
    text:
      "comment on view s.v is 'x'; comment on column w.c is 'y'; grant select on x to public;" +
      "grant execute on function f(int) to public; grant select on all tables in schema q to public;",
    mentions: ["late schema q", "relation s.v", "relation w", "relation x", "routine f"],
  },
  "a temporary view is nobody's": { text: "create temp view v as select 1", makes: [] },
  "what takes itself out of the transaction": {
    text: "create index concurrently i on t (a); vacuum t; begin; select 1; commit;",
    problems: [
      "repeatable-transaction",
      "repeatable-transaction",
      "repeatable-transaction",
      "repeatable-transaction",
    ],
  },
  "a DROP of what must be there": {
    text: "drop view v; create view v as select 1;",
    problems: ["repeatable-drop"],
  },
  "a DROP that cascades, and directives of migrations": {
    text: "-- lockkeeper: transaction=none\ndrop view if exists v cascade; create view v as select 1;",
    makes: ["view v"],
    problems: ["directive", "repeatable-cascade"],
  },
};

for (const [name, { text, makes, mentions, problems = [] }] of Object.entries(CASES)) {
  test(name, () => {
    const { content, script } = parseRepeatable({ path: "r.sql", text });
    const made = content.makes.map(({ kind, name: own, table, replaces, routine }) => {
      const parameters = routine?.parameters.map((each) => `${each.mode} ${each.name} ${each.type ?? "?"}`);
      const result = routine?.returns;
      return (
        `${kind} ${shown(own)}` +
        (parameters === undefined ? "" : `(${parameters.join(", ")})`) +
        (result === undefined ? "" : ` returns ${result.set ? "setof " : ""}${result.type ?? "?"}`) +
        (table === undefined ? "" : ` on ${shown(table)}`) +
        (replaces ? ", replaced" : "")
      ).replaceAll('"', "");
    });
    if (makes !== undefined) assert.deepEqual(made, makes);
    const spoken = content.mentions
      .map((each) => `${each.late ? "late " : ""}${each.kind} ${shown(each.name)}`)
      .filter((each) => !/pg_catalog| (?:begin|end|n|s|language|plpgsql)$/.test(each));
    if (mentions !== undefined) assert.deepEqual(spoken.toSorted(), mentions);
    assert.deepEqual(
      script.problems.map(({ code }) => code),
      problems,
    );
  });
}

test("the query of a view is what follows AS, and a recursive view has none that could be asked", () => {
  const queryOf = (text: string): string | undefined =>
    parseRepeatable({ path: "r.sql", text }).content.makes[0]?.view?.query.trim();
  assert.equal(
    queryOf('create or replace view "as" (a) with (security_barrier) as select 1 with local check option'),
    "select 1",
  );
  assert.equal(
    queryOf("create or replace recursive view r (n) as select 1 union all select n from r"),
    undefined,
  );
});
