// A database as Flyway leaves it, by its published rules, taken over.

import assert from "node:assert/strict";
import { test } from "node:test";

import { adoptsWell, openYard, type Files, type Yard } from "./adopting.ts";
import { madeByHand } from "./by-hand.ts";
import { rowOf, TABLE } from "./flyway-table.ts";
import { SAMPLE, type SampleMigration } from "./sample.ts";

/** Every second version has dots, as projects have that changed their mind. */
const VERSIONS = SAMPLE.map((_, index) => (index < 12 ? `1.${index}` : `${index - 10}`));
const scriptOf = (index: number): string => `V${VERSIONS[index] ?? ""}__${SAMPLE[index]?.name ?? ""}.sql`;

/** The up with a value to be put in. */
const templateOf = (up: string): string =>
  up.replace("'a@example.org'", ["'$", "{first}@example.org'"].join(""));

function filesOf({ name, up, down, alone }: SampleMigration, index: number): Files {
  const script = `db/migration/${index % 2 === 0 ? "" : "odd/"}${scriptOf(index)}`;
  return {
    [script]: `${templateOf(up)}\r\n`,
    [`db/migration/U${VERSIONS[index] ?? ""}__${name}.sql`]: down,
    ...(alone ? { [`${script}.conf`]: "executeInTransaction=false\n" } : {}),
  };
}

async function flywayYard(yard: Yard): Promise<void> {
  for (const [index, each] of SAMPLE.entries()) await yard.write(filesOf(each, index));
  await yard.write({
    "flyway.conf": "flyway.locations=filesystem:db/migration\nflyway.placeholders.first=a\n",
  });
  await madeByHand(yard, {
    table: TABLE,
    row: ({ name, up }, index) =>
      rowOf({
        ...{ rank: index + 2, script: scriptOf(index), description: name.replaceAll("_", " ") },
        version: (VERSIONS[index] ?? "").replace(/^1\.0$/, "1"),
        text: templateOf(up),
      }),
  });
}

test("a database of Flyway is adopted", async (t) => {
  const yard = await openYard(t);
  await flywayYard(yard);
  await yard.sql(
    rowOf({
      rank: 1,
      version: "0.1",
      type: "BASELINE",
      description: "<< Flyway Baseline >>",
      script: "<< Flyway Baseline >>",
    }),
  );
  await adoptsWell(t, yard, {
    ...{ tool: "flyway", applied: SAMPLE.length, tables: ["public.flyway_schema_history"] },
  });
});

const REPEATABLES = {
  "sql/V1__a.sql": "create table a (id int);\n",
  "sql/V2__b.sql": "create table b (id int);\n",
  "sql/R__b_view.sql": "create or replace view b_view as select id from b;\n",
  "sql/R__a_view.sql": "create or replace view a_view as select id from b_view;\n",
};

test("repeatables of Flyway are repeatables afterwards", async (t) => {
  const yard = await openYard(t);
  await yard.write(REPEATABLES);
  await yard.sql(`${TABLE}create table a (id int); create table b (id int);
    create view b_view as select id from b; create view a_view as select id from b_view;`);
  await yard.sql(
    rowOf({
      rank: 1,
      version: "1",
      description: "a",
      script: "V1__a.sql",
      text: REPEATABLES["sql/V1__a.sql"],
    }),
  );
  await yard.sql(
    rowOf({
      rank: 2,
      version: "2",
      description: "b",
      script: "V2__b.sql",
      text: REPEATABLES["sql/V2__b.sql"],
    }),
  );
  await yard.sql(rowOf({ rank: 3, description: "b view", script: "R__b_view.sql", text: "old" }));
  await yard.sql(
    rowOf({
      rank: 4,
      description: "b view",
      script: "R__b_view.sql",
      text: REPEATABLES["sql/R__b_view.sql"],
    }),
  );
  await yard.sql(
    rowOf({
      rank: 5,
      description: "a view",
      script: "R__a_view.sql",
      text: REPEATABLES["sql/R__a_view.sql"],
    }),
  );
  const done = await yard.lockkeeper("adopt", "flyway", "--convert");
  assert.deepEqual([done.failure, done.adopted.length], [undefined, 4], JSON.stringify(done.problems));
  assert.equal((await yard.lockkeeper("up")).outcome, "idle");
  await yard.write({
    "migrations/repeatable/b_view.sql": "create or replace view b_view as select id, 1 as one from b;\n",
  });
  const up = await yard.lockkeeper("up");
  assert.deepEqual([up.failure, up.outcome], [undefined, "applied"]);
});

const A = "create table a (id int);\n";
const IN_SCHEMAS = {
  "flyway.toml":
    '[flyway]\nlocations = ["classpath:db/migration"]\n[environments.default]\nschemas = ["app", "Stats"]\n',
  "src/main/resources/db/migration/V1__a.sql": A,
  "target/classes/db/migration/V1__a.sql": A,
  "src/test/sql/V9__only_for_tests.sql": "create table only_for_tests (id int);\n",
  "src/main/resources/db/migration/V2__a_by_id.sql": "create index concurrently a_by_id on a (id);\n",
  "src/main/resources/db/migration/R__v.sql": "create or replace view v as select id from a;\n",
};

test("schemas that Flyway made and put unqualified names into, and its locations", async (t) => {
  const yard = await openYard(t);
  await yard.write(IN_SCHEMAS);
  await yard.sql(`create schema app; create schema "Stats"; set search_path to app;
    create table a (id int); create index a_by_id on a (id); create view v as select id from a; ${TABLE}
    ${rowOf({ rank: 0, type: "SCHEMA", description: "<< Flyway Schema Creation >>", script: '"app","Stats"' })}
    ${rowOf({ rank: 1, version: "1", description: "a", script: "V1__a.sql", text: A })}
    ${rowOf({ rank: 2, version: "2", description: "a by id", script: "V2__a_by_id.sql" })}
    ${rowOf({ rank: 3, description: "v", script: "R__v.sql" })}`);
  const done = await yard.lockkeeper("adopt", "flyway", "--convert");
  assert.deepEqual(
    [done.failure, done.problems, done.differences, done.adopted.map(({ id }) => id)],
    [undefined, [], [], ["1", "2", "R v"]],
  );
  assert.equal((await yard.lockkeeper("up")).outcome, "idle");
});

const IN_SPRING = {
  "src/main/resources/application.yml": `spring:
  flyway:
    table: versions
    schemas: [app, stats]
    locations:
      - classpath:db/common
      - classpath:db/postgresql
    placeholders: {Owner: somebody}
---
spring.config.activate.on-profile: test
spring.flyway.locations: classpath:db/samples
`,
  "src/main/resources/db/common/V1__a.sql": A,
  "src/main/resources/db/postgresql/V2__b.sql": "comment on table a is '${owner}';\n",
  "src/main/resources/db/samples/V3__rows.sql": "insert into a values (1);\n",
  "src/test/resources/application.yml": "spring.flyway.table: others\n",
};

test("what Spring Boot says of table, schemas, locations and placeholders", async (t) => {
  const yard = await openYard(t);
  await yard.write(IN_SPRING);
  await yard.sql(
    `create schema app; create schema stats; set search_path to app;
    create table a (id int); comment on table a is 'somebody';
    ${TABLE.replaceAll("flyway_schema_history", "versions")}
    ${rowOf({ rank: 1, version: "1", description: "a", script: "V1__a.sql", text: A })}
    ${rowOf({ rank: 2, version: "2", description: "b", script: "V2__b.sql", text: IN_SPRING["src/main/resources/db/postgresql/V2__b.sql"] })}`.replaceAll(
      "into flyway_schema_history",
      "into versions",
    ),
  );
  const told = await adoptsWell(t, yard, { tool: "flyway", applied: 2, tables: ["app.versions"] });
  assert.deepEqual(
    told.problems.map(({ message }) => message.replace(/^.*?: /, "")),
    ["spring.flyway.locations is classpath:db/samples for the profile test alone, which is not taken."],
  );
});

test("a database that is older than the baseline script that replaced its versions", async (t) => {
  const yard = await openYard(t);
  await yard.write({
    "db/B2__base.sql": `${A}create table b (id int);\n`,
    "db/V3__c.sql": "create table c (id int);\n",
  });
  await yard.sql(`create table a (id int); create table b (id int); ${TABLE}
    ${rowOf({ rank: 1, version: "1", description: "a", script: "V1__a.sql", text: A })}
    ${rowOf({ rank: 2, version: "2", description: "b", script: "V2__b.sql", text: "create table b (id int);\n" })}`);
  const done = await yard.lockkeeper("adopt", "flyway", "--convert");
  assert.deepEqual(
    [done.failure, done.adopted.map(({ id }) => id), done.pending.map(({ name }) => name)],
    [undefined, ["2"], ["c"]],
  );
});
