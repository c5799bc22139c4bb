// A database that Liquibase has made of formatted SQL, taken over.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";

import { adoptsWell, openYard, type Files } from "./adopting.ts";
import { noLiquibase, runLiquibase } from "./liquibase-program.ts";
import { SAMPLE, type SampleMigration } from "./sample.ts";

const TABLES = ["public.databasechangelog", "public.databasechangeloglock"];

const lines = (sql: string): string => sql.replaceAll(/^/gm, "--rollback ");

const changeSet = ({ name, up, down, alone }: SampleMigration): string =>
  `--changeset ann:${name} splitStatements:false${alone ? " runInTransaction:false" : ""}\n${up}\n${lines(down)}\n`;

/** What is hard about the format itself rather than about SQL. */
const ODD = `
--property name:table value:odd_things

--changeset ann:1 endDelimiter:\\nGO
--comment: odd things; with their own delimiter
--preconditions onFail:MARK_RAN
--precondition-sql-check expectedResult:0 select count(*) from information_schema.tables where table_name = 'odd_things'
create table shop.\${table} (id int, note text default 'GO; -- not a comment')
GO
create function shop.odd() returns int language sql as $$ select 1; $$
GO
/* liquibase rollback
drop function shop.odd();
drop table shop.\${table};
*/

--changeset "ann lee":"2: second" context:"test and dev" labels:odd endDelimiter:/
create function shop.even() returns int language plpgsql as $body$
begin
  -- Liquibase drops this; the database does not have it
  return 2; /* nor this */
end;
$body$
/
create table shop.even (id int)
/
--rollback changesetId:1 changesetAuthor:ann

--changeset ann:3
--ignoreLines:start
this is not SQL
--ignoreLines:end
drop table shop.even;
drop function shop.even();
--rollback not required

--changeset ann:4 dbms:oracle
create table nowhere (id number);

--changeset ann:5 logicalFilePath:classpath:elsewhere.sql
--validCheckSum: 8:00000000000000000000000000000000
create table shop.elsewhere (id int);

--changeset ann:marked
--preconditions onFail:MARK_RAN
--precondition-table-exists table:never schema:shop
select 1;
`;

const PROJECT: Files = {
  "src/main/resources/db/main.sql": `--liquibase formatted sql\n${SAMPLE.map(changeSet).join("\n")}${ODD}`,
  "src/main/resources/application.properties": "spring.liquibase.change-log=classpath:db/main.sql\n",
};

const ODD_ONES = 5;

test("a database of Liquibase is adopted", { skip: noLiquibase }, async (t) => {
  const yard = await openYard(t);
  await yard.write(PROJECT);
  await runLiquibase(yard, "--search-path=src/main/resources", "--changelog-file=db/main.sql", "update");
  const told = await adoptsWell(t, yard, {
    ...{ tool: "liquibase", applied: SAMPLE.length + ODD_ONES, tables: TABLES },
  });
  assert.ok(told.adopted.some(({ id }) => id === "db/main.sql::2: second::ann lee"));
  assert.ok(told.adopted.some(({ id }) => id === "elsewhere.sql::5::ann"));
  assert.ok(told.problems.some(({ message }) => /marked::ann` was marked as run/.test(message)));
  const down = told.files.find((path) => path.endsWith("_second_down.sql")) ?? "";
  assert.match(await readFile(join(yard.directory, down), "utf8"), /create table shop\.odd_things/);
});
