// Databases that Liquibase has made a part of the changelog for: by contexts, labels, preconditions and settings.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";

import { adoptsWell, openYard, type Files } from "./adopting.ts";
import { noLiquibase, runLiquibase } from "./liquibase-program.ts";

const log = (attributes: string, ...inner: readonly string[]): string =>
  `<databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" ${attributes}
    xsi:schemaLocation="http://www.liquibase.org/xml/ns/dbchangelog
        http://www.liquibase.org/xml/ns/dbchangelog/dbchangelog-4.28.xsd">
${inner.join("\n")}
</databaseChangeLog>
`;

const table = (id: string, head = "", name = id): string =>
  `<changeSet id="${id}" author="ann" ${head}><createTable tableName="${name}">
    <column name="id" type="int"><constraints primaryKey="true"/></column></createTable></changeSet>`;

const asking = (id: string, asked: string, sql: string): string =>
  `<changeSet id="${id}" author="ann"><preConditions onFail="MARK_RAN">${asked}</preConditions><sql>${sql}</sql></changeSet>`;

const absent = (name: string): string => `<not><tableExists tableName="${name}"/></not>`;

const CHOSEN: Files = {
  "src/main/resources/db/main.xml": log(
    "",
    '<property name="kind" value="varchar(7)" context="test"/>',
    '<property name="kind" value="text"/>',
    table("always"),
    table("production", 'context="production or staging"'),
    table("test_only", 'contextFilter="test"'),
    table("not_test", 'context="!test" labels="big, new"'),
    table("labelled", 'labels="old"'),
    table("asked", 'context="@asked"'),
    '<include file="db/inner.xml" context="production"/>',
    '<include file="db/never.xml" context="test"/>',
    '<include file="db/nor.xml"/>',
    // Held when it ran, and holds on a new database.
    asking("first", absent("firstborn"), "create table ${database.defaultSchemaName}.firstborn (id int)"),
    // Did not hold, and does not on a new database either.
    asking("again", absent("firstborn"), "create table firstborn (id int, more int)"),
    asking("legacy", '<tableExists tableName="legacy"/>', "alter table legacy add more int"),
    asking(
      "counted",
      '<or><sqlCheck expectedResult="0">select count(*) from always</sqlCheck><dbms type="oracle"/></or>',
      "alter table always add kind ${kind}",
    ),
    `<changeSet id="rows" author="ann"><createTable tableName="places">
      <column name="name" type="varchar(9)"/><column name="place" type="int"/></createTable>
      <loadData tableName="places" file="db/places.csv"/></changeSet>`,
    `<changeSet id="key" author="ann"><renameTable oldTableName="production" newTableName="renamed"/>
      <dropPrimaryKey tableName="renamed"/></changeSet>`,
  ),
  "src/main/resources/db/places.csv": "name,place\nfirst,\n,2\nNULL,3\n",
  "src/main/resources/db/inner.xml": log(
    'contextFilter="!test"',
    table("inner"),
    table("inner_test", 'context="test"'),
  ),
  "src/main/resources/db/never.xml": log("", table("never")),
  "src/main/resources/db/nor.xml": log('contextFilter="test"', table("nor")),
  "src/main/resources/application.yml": `spring:
  application: {name: "@project.name@"}
  liquibase:
    change-log: classpath:/db/main.xml
    database-change-log-table: SHOP_LOG
    database-change-log-lock-table: shopLock
`,
};

const RUN = [
  "always",
  "production",
  "not_test",
  "inner",
  "first",
  "again",
  "legacy",
  "counted",
  "rows",
  "key",
];

test("only what was chosen is taken over", { skip: noLiquibase }, async (t) => {
  const yard = await openYard(t);
  await yard.write(CHOSEN);
  await runLiquibase(
    yard,
    ...["--search-path=src/main/resources", "--changelog-file=db/main.xml"],
    ...["--database-changelog-table-name=SHOP_LOG", "--database-changelog-lock-table-name=shopLock"],
    ...["update", "--contexts=production,x", "--label-filter=!old and (new or big)"],
  );
  const flags = ["--contexts", "production,x", "--labels", "!old and (new or big)"];
  const told = await adoptsWell(t, yard, {
    ...{ tool: "liquibase", applied: RUN.length, flags },
    tables: ["public.shop_log", "public.shoplock"],
  });
  assert.deepEqual(
    told.adopted.map(({ id }) => id.split("::")[1]),
    RUN,
  );
  const messages = told.problems.map(({ message }) => message).join("\n");
  assert.match(
    messages,
    /6 changesets are not for these contexts and labels, and not taken over: ann:test_only/,
  );
  for (const id of ["again", "legacy"])
    assert.match(messages, new RegExp(`::${id}::ann\` was marked as run`));
  const textOf = async (name: string): Promise<string> =>
    readFile(join(yard.directory, told.files.find((path) => path.endsWith(`_${name}.sql`)) ?? ""), "utf8");
  // What is empty comes to what Liquibase has made of it, by the types that stand before.
  assert.match(await textOf("rows"), /values \('first', null\),\s*\('', '2'\),\s*\(null, '3'\)/);
  assert.deepEqual(await yard.sql("select name, place from places order by place"), [
    { name: "", place: 2 },
    { name: null, place: 3 },
    { name: "first", place: null },
  ]);
  // It is sure to hold on a new database: nobody has to ask.
  assert.doesNotMatch(await textOf("first"), /\$asked\$/);
  assert.match(await textOf("again"), /if not \(exists \(select from pg_catalog\.pg_class/);
});

const QUOTED: Files = {
  "db/main.xml": log(
    'objectQuotingStrategy="QUOTE_ALL_OBJECTS"',
    table("1", "", "UPPER"),
    table("2", 'objectQuotingStrategy="LEGACY"', "LOWER"),
    table("3", 'objectQuotingStrategy="QUOTE_ONLY_RESERVED_WORDS"', "MixedCase"),
    table("4", "", "MixedCase"),
    `<changeSet id="5" author="ann"><createTable tableName="PAIRS">
        <column name="ID" type="int"><constraints primaryKey="true"/></column>
        <column name="OTHER" type="int"><constraints primaryKey="true"/></column></createTable>
      <addColumn tableName="UPPER"><column name="Other" type="int"/></addColumn>
      <createIndex tableName="UPPER" indexName="BY_OTHER"><column name="Other"/></createIndex>
      <addForeignKeyConstraint baseTableName="UPPER" baseColumnNames="id,Other" constraintName="KEY"
        referencedTableName="PAIRS" referencedColumnNames="ID, OTHER"/></changeSet>`,
    '<include file="db/inner.xml"/>',
  ),
  "db/inner.xml": log("", table("6", "", "INNER_ONE")),
  "liquibase.properties": "changeLogFile=db/main.xml\nliquibase.command.defaultSchemaName=shop\n",
};

test(
  "names are quoted as the changelog says, in the schema of the settings",
  { skip: noLiquibase },
  async (t) => {
    const yard = await openYard(t);
    await yard.write(QUOTED);
    await yard.sql("create schema shop");
    await runLiquibase(yard, "--changelog-file=db/main.xml", "update", "--default-schema-name=shop");
    const told = await yard.lockkeeper("adopt", "liquibase", "--convert");
    assert.deepEqual(
      [told.failure, told.problems, told.differences, told.adopted.length],
      [undefined, [], [], 6],
    );
    assert.equal((await yard.lockkeeper("up")).outcome, "idle");
  },
);
