// Checksums against values that others have published or that Liquibase 4.28 has written.

import assert from "node:assert/strict";
import { test } from "node:test";

import { checksumsOf } from "./checksum.ts";
import { readFormattedSql } from "./formatted-sql.ts";

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
