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

const XML = `<?xml version="1.0" encoding="UTF-8"?>
<databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
    xsi:schemaLocation="http://www.liquibase.org/xml/ns/dbchangelog
        http://www.liquibase.org/xml/ns/dbchangelog/dbchangelog-4.28.xsd">
  <property name="long" value="varchar(400)" dbms="postgresql"/>
  <property name="long" value="clob"/>
  <changeSet id="1" author="ann">
    <comment>people &amp; others</comment>
    <createTable tableName="people" remarks="People">
      <column name="id" type="bigint" autoIncrement="true">
        <constraints primaryKey="true" nullable="false"/>
      </column>
      <column name="name" type="\${long}"><constraints nullable="false" unique="true" uniqueConstraintName="people_name"/></column>
      <column name="born" type="date" defaultValueComputed="current_date"/>
    </createTable>
  </changeSet>
  <changeSet id="2" author="ann" runInTransaction="false">
    <sql splitStatements="false"><![CDATA[create index concurrently people_born on people (born)]]></sql>
    <rollback><dropIndex tableName="people" indexName="people_born"/></rollback>
  </changeSet>
  <changeSet id="3" author="ann">
    <preConditions onFail="MARK_RAN"><not><tableExists tableName="orders"/></not></preConditions>
    <createTable tableName="orders">
      <column name="id" type="int"><constraints primaryKey="true" primaryKeyName="orders_key"/></column>
      <column name="person" type="bigint"><constraints foreignKeyName="orders_person" references="people(id)"/></column>
    </createTable>
    <addColumn tableName="orders"><column name="total" type="decimal(12,2)" valueNumeric="0"><constraints nullable="false"/></column></addColumn>
    <insert tableName="people"><column name="name" value="O'Neill; -- and sons"/></insert>
  </changeSet>
  <changeSet id="touch" author="ann">
    <sqlFile path="touch.sql" relativeToChangelogFile="true" splitStatements="false" stripComments="true"/>
  </changeSet>
  <include file="db/parts/more.yaml"/>
  <includeAll path="later" relativeToChangelogFile="true"/>
  <changeSet id="end" author="ann"><tagDatabase tag="v1"/></changeSet>
</databaseChangeLog>
`;

const MIXED: Files = {
  "db/main.xml": XML,
  "liquibase.properties": "changeLogFile: db/main.xml\nparameter.view=sums\n",
  "db/touch.sql":
    "create or replace function touch() returns int language sql as $$\n  -- gone\n  select 1\n$$;\n",
  "db/parts/more.yaml": `databaseChangeLog:
  - changeSet:
      id: 001.50
      author: ann
      changes:
        - createView: {viewName: "\${view}", selectQuery: "select person, sum(total) as total from orders group by person"}
        - createIndex:
            tableName: orders
            indexName: orders_by_person
            columns:
              - column: {name: person}
              - column: {name: total, descending: true}
`,
  "db/later/1.json": JSON.stringify({
    databaseChangeLog: [
      {
        changeSet: {
          ...{ id: "1", author: "ann", validCheckSum: "any" },
          changes: [{ addUniqueConstraint: { tableName: "orders", columnNames: "id, person" } }],
          rollback: "select 1",
        },
      },
    ],
  }),
  "db/later/2.sql": "--liquibase formatted sql\n--changeset ann:1\ncreate table last (id int);\n",
  "db/later/3.sql": "create table plain (id int);\ncreate table plainer (id int);\n",
};

const MIXED_ONES = 9;

test("a database of Liquibase's XML, YAML and JSON is adopted", { skip: noLiquibase }, async (t) => {
  const yard = await openYard(t);
  await yard.write(MIXED);
  await runLiquibase(yard, "--changelog-file=db/main.xml", "update", "-Dview=sums");
  const told = await yard.lockkeeper("adopt", "liquibase", "--convert");
  assert.deepEqual([told.failure, told.adopted.length, told.problems], [undefined, MIXED_ONES, []]);
  assert.deepEqual(told.differences, []);
  const text = async (path: string): Promise<string> => readFile(join(yard.directory, path), "utf8");
  assert.match(
    await text(told.files.find((path) => path.endsWith("others_1_down.sql")) ?? ""),
    /drop table people;/,
  );
  assert.match(
    await text(told.files.find((path) => path.endsWith("main_2_down.sql")) ?? ""),
    /drop index people_born/,
  );
});

test("what Liquibase runs on change is a repeatable afterwards", async (t) => {
  const yard = await openYard(t);
  await yard.write({
    "log.sql":
      "--liquibase formatted sql\n--changeset ann:base\ncreate table base (id int);\n" +
      "--changeset ann:base_view runOnChange:true\ncreate or replace view base_view as select id from base;\n",
  });
  await yard.sql(`create table base (id int); create view base_view as select id from base;
    create table databasechangelog (id text, author text, filename text, dateexecuted timestamp,
      orderexecuted int, exectype text, md5sum text);
    insert into databasechangelog values ('base', 'ann', 'log.sql', '2024-01-01', 1, 'EXECUTED', null),
      ('base_view', 'ann', 'log.sql', '2024-01-02', 2, 'RERAN', null);`);
  const told = await yard.lockkeeper("adopt", "liquibase", "--convert");
  assert.deepEqual([told.failure, told.adopted.length], [undefined, 2]);
  assert.ok(told.files.includes("migrations/repeatable/base_view.sql"), told.files.join("\n"));
  assert.equal((await yard.lockkeeper("up")).outcome, "idle");
});
