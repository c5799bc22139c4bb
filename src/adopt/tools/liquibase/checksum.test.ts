// Checksums against values that others have published or that Liquibase 4.28 has written.

import assert from "node:assert/strict";
import { test } from "node:test";

import { checksumsOf } from "./checksum.ts";
import { readFormattedSql } from "./formatted-sql.ts";
import { liquibase } from "./tool.ts";

interface Row {
  readonly title: string;
  readonly text: string;
  readonly nine: string;
  readonly eight: string;
}

const ROWS: readonly Row[] = [
  {
    title: "the example of `liquibase init project`, as Liquibase's own tests have it",
    text: `--changeset your.name:1 labels:example-label context:example-context
--comment: example comment
create table person (
    id int primary key auto_increment not null,
    name varchar(50) not null,
    address1 varchar(50),
    address2 varchar(50),
    city varchar(30)
)
--rollback DROP TABLE person;
`,
    nine: "9:f6d6b04fbf860e734bbcaa93c2207423",
    eight: "8:e3a3ed80b1b6b22ae5e9317c1fd14334",
  },
  {
    title: "statements in one, with its comments",
    text: `--changeset ann:fn splitStatements:false
create function f() returns int language plpgsql as $body$
begin
  -- one; two; 'three'
  /* four */
  return 1; -- five
end;
$body$;
--rollback drop function f();
`,
    nine: "9:8e916f2499fcb71cd7a88622ce1a27c2",
    eight: "8:099d915f4b7769c68ad371630d5ee8db",
  },
];

for (const { title, text, nine, eight } of ROWS) {
  test(`a checksum of ${title}`, () => {
    const [entry] = readFormattedSql(text, { path: "a.sql", file: "a.sql" });
    assert.equal(entry?.kind, "changeset");
    assert.deepEqual(checksumsOf(entry.changeSet), [nine, eight]);
  });
}

/** Of described changes, by version 8 as Liquibase 4.28 still makes it. */
const DESCRIBED: readonly (readonly [change: string, eight: string])[] = [
  [
    "addColumn: {tableName: bound, columns: [{column: {name: c0, type: int, constraints: {unique: true}}}]}",
    "8:abf46d6e43318b4479a567ca6e86a265",
  ],
  ["createView: {viewName: v, selectQuery: select 1 as x;}", "8:93e84a1d5cf84b744c59627567362055"],
  ["dropView: {viewName: v}", "8:227cf55f8127225c3a7a64f55dcea483"],
];

for (const [change, eight] of DESCRIBED) {
  test(`a checksum of version 8 of ${change}`, async () => {
    const text = `databaseChangeLog:\n- changeSet: {id: 1, author: ann, changes: [{${change}}]}\n`;
    const { migrations } = await liquibase.read(
      {
        paths: ["changelog.yaml"],
        read: (path) => Promise.resolve({ path, text }),
        run: () => Promise.reject(new Error("nothing is run")),
      },
      {},
    );
    assert.deepEqual(migrations[0]?.origin.checksums.slice(1), [eight]);
  });
}
