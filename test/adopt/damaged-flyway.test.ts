// Damaged projects and tables of Flyway: each is told by name, and nothing is written.

import { testSession } from "../support/server.ts";
import type { Damage } from "./adopting.ts";
import { tellsAll, UPS } from "./damaged.ts";
import { rowOf, TABLE } from "./flyway-table.ts";

const [a = "", b = "", c = ""] = UPS;
const GROUND = {
  tool: "flyway",
  files: { "db/V1__a.sql": a, "db/V2__b.sql": b, "db/V3__c.sql": c },
  history:
    TABLE +
    UPS.map((text, at) => {
      const name = "abc"[at] ?? "";
      return rowOf({
        rank: at + 1,
        version: `${at + 1}`,
        description: name,
        script: `V${at + 1}__${name}.sql`,
        text,
      });
    }).join("\n"),
};

const DAMAGES: readonly Damage[] = [
  {
    title: "a file that was edited after it ran",
    spoil: (yard) => yard.write({ "db/V2__b.sql": `${b}-- more\n` }),
    told: /`2` was edited after it was applied: the database has the checksum -?\d+, the file -?\d+/,
  },
  {
    title: "a file that has gone",
    spoil: (yard) => yard.run("rm", ["db/V2__b.sql"]),
    told: /`2` is applied in the database, and no file has it/,
  },
  {
    title: "one that failed outside of a transaction",
    spoil: (yard) => yard.sql("update flyway_schema_history set success = false where version = '3'"),
    told: /`3` failed in the database/,
  },
  {
    title: "one that was a program",
    spoil: (yard) => yard.sql("update flyway_schema_history set type = 'JDBC' where version = '2'"),
    told: /`V2__b\.sql` is applied, and was a program \(JDBC\)/,
  },
  {
    title: "one that was undone, and its table is there",
    spoil: (yard) =>
      yard.sql(rowOf({ rank: 4, version: "3", description: "c", type: "UNDO_SQL", script: "U3__c.sql" })),
    told: /is not what its files make: 1 difference/,
  },
  {
    title: "an undo script that failed",
    spoil: (yard) =>
      yard.sql(
        `${rowOf({ rank: 4, version: "3", description: "c", type: "UNDO_SQL", script: "U3__c.sql" })}
        update flyway_schema_history set success = false where installed_rank = 4`,
      ),
    told: /`3` failed in the database/,
  },
  {
    title: "a baseline that no file makes",
    spoil: (yard) =>
      yard.sql(
        `create table before (id int);
        ${rowOf({ rank: 0, version: "0.5", description: "x", type: "BASELINE", script: "x" })}`,
      ),
    told: /began at the baseline 0\.5, and no file makes what stood there before/,
  },
  {
    title: "a placeholder whose value is in the environment",
    spoil: (yard) => yard.write({ "flyway.conf": "flyway.placeholders.tenant=${TENANT}\n" }),
    told: /the value of the placeholder `tenant` comes from the environment/,
  },
  {
    title: "a table of another name, which another is named for",
    spoil: async (yard) => {
      await yard.write({ "flyway.conf": "flyway.table=versions\n" });
      await yard.sql("alter table flyway_schema_history rename to versions");
    },
    flags: ["--history-table", "nowhere"],
    told: /has no table of Flyway's/,
  },
  {
    title: "a table that is another one for each profile",
    spoil: (yard) =>
      yard.write({
        "src/main/resources/application-prod.yml": "spring:\n  flyway:\n    table: versions\n",
        "src/main/resources/application.yml": "spring.application.name: shop\n",
      }),
    told: /application-prod\.yml: spring\.flyway\.table is versions for the profile prod alone, which is not taken/,
    passes: true,
  },
  {
    title: "a table that the environment names",
    spoil: (yard) =>
      yard.write({ "src/main/resources/application.properties": "spring.flyway.table=${TABLE:versions}\n" }),
    told: /spring\.flyway\.table comes from the environment, and is not taken/,
    passes: true,
  },
  {
    title: "two applications that say different things",
    spoil: (yard) =>
      yard.write({
        "a/src/main/resources/application.properties": "spring.flyway.table=flyway_schema_history\n",
        "b/src/main/resources/application.properties": "spring.flyway.table=versions\n",
      }),
    told: /spring\.flyway\.table is flyway_schema_history here and versions in .*: neither is taken/,
    passes: true,
  },
  {
    title: "a way back without a way there",
    spoil: (yard) => yard.write({ "db/U9__z.sql": "select 1;\n" }),
    told: /U9__z\.sql: there is no V9 that it would undo, and it is not taken over/,
    passes: true,
  },
  {
    title: "contexts, which Flyway does not know",
    spoil: () => Promise.resolve(),
    flags: ["--contexts", "test"],
    told: /Flyway knows no contexts and no labels/,
  },
  {
    title: "a location that is somewhere else",
    spoil: (yard) => yard.write({ "flyway.conf": "flyway.locations=filesystem:db,s3:bucket/db2\n" }),
    told: /the location s3:bucket\/db2 has no files here/,
    passes: true,
  },
  {
    title: "a name that Flyway passes over",
    spoil: (yard) => yard.write({ "db/v4__d.sql": "select 1;\n" }),
    told: /v4__d\.sql: Flyway passes over a file of this name/,
    passes: true,
  },
  {
    title: "two files of one version",
    spoil: (yard) => yard.write({ "db/V3.0__d.sql": "select 1;\n" }),
    told: /are both `3` to the tool/,
  },
  {
    title: "a placeholder without a value",
    spoil: (yard) => yard.write({ "db/V4__d.sql": "select 1;\nselect '${tenant}';\n" }),
    told: /V4__d\.sql:2: there is no value for `tenant`/,
  },
  {
    title: "another prefix",
    spoil: (yard) => yard.write({ "flyway.conf": "flyway.sqlMigrationPrefix=M\n" }),
    told: /sqlMigrationPrefix is M/,
  },
  {
    title: "somebody is at it",
    spoil: async (yard, context) => {
      const session = await testSession(yard.url);
      context.after(() => session.close());
      // Published: the number for "public"."flyway_schema_history".
      await session.query("select pg_advisory_lock(77433833903597)");
    },
    told: /The lock of Flyway is held: pid \d+/,
  },
  {
    title: "a callback",
    spoil: (yard) => yard.write({ "db/beforeMigrate.sql": "select 1;\n" }),
    told: /beforeMigrate\.sql: it is a callback, which is not run here/,
    passes: true,
  },
];

tellsAll(GROUND, DAMAGES);
