// Damaged changelogs and tables of Liquibase: each is told by name, and nothing is written.

import type { Damage } from "./adopting.ts";
import { tellsAll, UPS } from "./damaged.ts";

const [a = "", b = "", c = ""] = UPS;
const FILE = `--liquibase formatted sql\n--changeset ann:a\n${a}--changeset ann:b\n${b}--changeset ann:c\n${c}`;
const GROUND = {
  tool: "liquibase",
  files: { "db/main.sql": FILE },
  // The checksums are Liquibase 4.28's own.
  history: `create table databasechangelog (id varchar(255) not null, author varchar(255) not null,
      filename varchar(255) not null, dateexecuted timestamp not null, orderexecuted int not null,
      exectype varchar(10) not null, md5sum varchar(35));
    create table databasechangeloglock (id int primary key, locked boolean not null, lockgranted timestamp,
      lockedby varchar(255));
    insert into databasechangeloglock values (1, false, null, null);
    insert into databasechangelog values
      ('a', 'ann', 'main.sql', '2024-01-01', 1, 'EXECUTED', '9:bc977861bd4473eb06a874429a50b8f6'),
      ('b', 'ann', 'classpath:db/main.sql', '2024-01-02', 2, 'EXECUTED', '7:0123456789abcdef0123456789abcdef'),
      ('c', 'ann', 'db/main.sql', '2024-01-03', 3, 'EXECUTED', null);`,
};

const row = (id: string): string => `update databasechangelog set id = '${id}' where id = 'c'`;

/** A changelog around the one that is there. */
const log = (more: string): string =>
  `<databaseChangeLog><include file="main.sql" relativeToChangelogFile="true"/>\n${more}\n</databaseChangeLog>\n`;

const DAMAGES: readonly Damage[] = [
  { title: "nothing at all", spoil: () => Promise.resolve(), told: /^$/, passes: true },
  {
    title: "a changeset that no file has",
    spoil: (yard) => yard.sql(row("d")),
    told: /`db\/main\.sql::d::ann` is applied in the database, and no file has it/,
  },
  {
    title: "a changeset that failed",
    spoil: (yard) => yard.sql("update databasechangelog set exectype = 'FAILED' where id = 'c'"),
    told: /`db\/main\.sql::c::ann` failed in the database/,
  },
  {
    title: "a state that nobody knows",
    spoil: (yard) => yard.sql("update databasechangelog set exectype = 'HALF' where id = 'c'"),
    told: /`db\/main\.sql::c::ann` was begun in the database/,
  },
  {
    title: "a changeset that was edited",
    spoil: (yard) =>
      yard.write({ "db/main.sql": FILE.replace("create table a (id int)", "create table a (id bigint)") }),
    told: /`db\/main\.sql::a::ann` was edited after it was applied/,
  },
  {
    title: "an edit that the file says is fine, and that the schema shows",
    spoil: (yard) =>
      yard.write({
        "db/main.sql": FILE.replace(
          "create table a (id int)",
          "--validCheckSum: any\ncreate table a (id bigint)",
        ),
      }),
    told: /is not what its files make: 1 difference/,
  },
  {
    title: "a changeset twice",
    spoil: (yard) => yard.sql("insert into databasechangelog select * from databasechangelog where id = 'c'"),
    told: /`db\/main\.sql::c::ann` stands more than once/,
  },
  {
    title: "a lock that is set",
    spoil: (yard) =>
      yard.sql("update databasechangeloglock set locked = true, lockedby = 'build-7', lockgranted = now()"),
    told: /The lock of Liquibase is held: by build-7 since /,
  },
  {
    title: "a changeset of a context that was not asked for",
    spoil: (yard) =>
      yard.write({ "db/main.sql": `${FILE}--changeset ann:d context:test\ncreate table d (id int);\n` }),
    told: /`db\/main\.sql::d::ann` is not in the table, and Liquibase runs it only for the context test/,
    passes: true,
  },
  {
    title: "a changeset that the contexts leave out, and the table has",
    spoil: (yard) => yard.write({ "db/main.sql": FILE.replace("--changeset ann:b", "$& context:test") }),
    flags: ["--contexts", "production"],
    told: /db\/main\.sql::b::ann` is in the database, and left out here: it is for the context test/,
  },
  {
    title: "a changeset that is marked as ignored, and the table has",
    spoil: (yard) => yard.write({ "db/main.sql": FILE.replace("--changeset ann:b", "$& ignore:true") }),
    told: /db\/main\.sql::b::ann` is in the database, and left out here: it is marked as ignored/,
  },
  {
    title: "contexts that only the settings tell",
    spoil: (yard) => yard.write({ "liquibase.properties": "contexts=production\n" }),
    told: /liquibase\.properties: it chooses contexts or labels/,
    passes: true,
  },
  {
    title: "two changelogs that nothing brings into an order",
    spoil: (yard) =>
      yard.write({ "db/more.sql": "--liquibase formatted sql\n--changeset ann:z\nselect 1;\n" }),
    told: /no other changelog takes it in, nor db\/more\.sql/,
  },
  {
    title: "a changelog that the settings name and that is not there",
    spoil: (yard) => yard.write({ "liquibase.properties": "changeLogFile=db/other.sql\n" }),
    told: /db\/other\.sql: the settings name this changelog, and it is not below the folder/,
  },
  {
    title: "a head that is none",
    spoil: (yard) => yard.write({ "db/main.sql": `${FILE}-- changeset d\ncreate table d (id int);\n` }),
    told: /db\/main\.sql:8: this is no head of a changeset/,
  },
  {
    title: "a rollback that names a changeset which is not there",
    spoil: (yard) => yard.write({ "db/main.sql": `${FILE}--rollback changesetId:y changesetAuthor:ann\n` }),
    told: /the rollback of c is the changeset ann:y, which is not there/,
  },
  {
    title: "a described change that was edited after it ran",
    spoil: async (yard) => {
      await yard.write({
        "db/top.xml": log('<changeSet id="v" author="ann"><tagDatabase tag="v2"/></changeSet>'),
      });
      // What Liquibase 4.28 writes for the tag v1.
      await yard.sql(`insert into databasechangelog (id, author, filename, dateexecuted, orderexecuted, exectype, md5sum)
        values ('v', 'ann', 'db/top.xml', now(), 9, 'EXECUTED', '9:635ff1e577e13420abaf0552fb77ab20')`);
    },
    told: /`db\/top\.xml::v::ann` was edited after it was applied: the database has the checksum 9:635ff1/,
  },
  {
    title: "a value that is given to Liquibase as it is called",
    spoil: (yard) =>
      yard.write({ "db/main.sql": `${FILE}--changeset ann:d\ncomment on table c is '\${owner}';\n` }),
    told: /1 changeset is with names that no file has a value for \(\$\{owner\}\): ann:d/,
    passes: true,
  },
  {
    title: "rows in a file that need a database to be understood",
    spoil: (yard) =>
      yard.write({
        "db/rows.csv": "id,kind\n1,\n",
        "db/top.xml": log(
          '<changeSet id="l" author="ann">\n<loadData tableName="a" file="db/rows.csv"/></changeSet>',
        ),
      }),
    told: /db\/top\.xml:3: the column kind has empty values, and what they come to depends on its type/,
  },
  {
    title: "SQL that is changed as Liquibase writes it",
    spoil: (yard) =>
      yard.write({
        "db/top.xml": log(
          '<changeSet id="m" author="ann"><dropTable tableName="c"/>\n<modifySql><replace replace="c" with="d"/></modifySql></changeSet>',
        ),
      }),
    told: /db\/top\.xml:3: `replace` changes SQL as Liquibase writes it/,
  },
  {
    title: "a change that is not known",
    spoil: (yard) =>
      yard.write({
        "db/top.xml": log('<changeSet id="l" author="ann">\n<executeCommand executable="x"/></changeSet>'),
      }),
    told: /db\/top\.xml:3: the change `executeCommand` is not known here/,
  },
  {
    title: "a changelog that is no XML",
    spoil: (yard) => yard.write({ "db/top.xml": log("<changeSet>") }),
    told: /db\/top\.xml:3: it cannot be read/,
  },
  {
    title: "an entity that points outside",
    spoil: (yard) =>
      yard.write({
        "db/top.xml": `<!DOCTYPE databaseChangeLog [<!ENTITY x SYSTEM "file:///etc/hostname">]>\n${log("&x;")}`,
      }),
    told: /db\/top\.xml:3: it cannot be read/,
  },
  {
    title: "a file of SQL that is not there",
    spoil: (yard) =>
      yard.write({
        "db/top.xml": log('<changeSet id="f" author="ann"><sqlFile path="gone.sql"/></changeSet>'),
      }),
    told: /db\/top\.xml:2: there is no file gone\.sql/,
  },
  {
    title: "a changelog that is taken in and not there",
    spoil: (yard) =>
      yard.write({
        "db/top.yaml":
          "databaseChangeLog:\n- include: {file: main.sql, relativeToChangelogFile: true}\n- include: {file: gone.yaml}\n",
      }),
    told: /db\/top\.yaml:3: it takes in gone\.yaml, and there is no such file/,
  },
  {
    title: "names that are quoted as nobody knows",
    spoil: (yard) =>
      yard.write({
        "db/top.xml": log(
          '<changeSet id="q" author="ann" objectQuotingStrategy="QUOTE_SOME"><empty/></changeSet>',
        ),
      }),
    told: /db\/top\.xml:2: names are quoted by the strategy QUOTE_SOME/,
  },
  {
    title: "a changeset for another database",
    spoil: (yard) =>
      yard.write({ "db/main.sql": `${FILE}--changeset ann:o dbms:oracle\ncreate table o (id number);\n` }),
    told: /1 changeset is for other databases or marked as ignored, and not taken over: ann:o/,
    passes: true,
  },
];

tellsAll(GROUND, DAMAGES);
