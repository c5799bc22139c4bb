// Every change that Liquibase describes in words: our SQL of it is what the real one would run.

import assert from "node:assert/strict";
import { test } from "node:test";

import { liquibase } from "../../src/adopt/tools/liquibase/tool.ts";
import { openYard, type Yard } from "./adopting.ts";
import { noLiquibase, runLiquibase } from "./liquibase-program.ts";

const TYPES = [
  ...[
    "bigint",
    "int",
    "int(11)",
    "INTEGER",
    "smallint",
    "tinyint",
    "serial",
    "bigserial",
    "boolean",
    "bit(1)",
  ],
  ...[
    "varchar",
    "varchar(255)",
    "VARCHAR(36)",
    "nvarchar(20)",
    "varchar2(9)",
    "character varying(7)",
    "char(2)",
  ],
  ...["java.sql.Types.VARCHAR(30)", "text", "clob", "longtext", "blob", "longblob", "bytea", "uuid", "jsonb"],
  ...[
    "decimal(10,2)",
    "numeric(5,0)",
    "number",
    "currency",
    "double",
    "double precision",
    "float",
    "float(24)",
  ],
  ...[
    "real",
    "date",
    "time",
    "datetime",
    "timestamp",
    "timestamp(6)",
    "timestamptz",
    "timestamp with time zone",
  ],
  ...["text[]", "shop.status", "xml"],
];

const FILLED = [
  ..."type: int, defaultValueNumeric: 3|type: boolean, defaultValueBoolean: true|type: int, defaultValue: '7'".split(
    "|",
  ),
  ..."type: timestamp, defaultValueComputed: now()|type: text, defaultValue: it's|type: boolean, defaultValue: 'false'".split(
    "|",
  ),
  ...[
    'type: timestamp, defaultValueDate: "2024-01-02T03:04:05"',
    'type: date, defaultValueDate: "2024-01-02"',
  ],
  ...[
    "type: bigint, defaultValueSequenceNext: seq",
    "type: bigint, autoIncrement: true, startWith: 10, incrementBy: 5",
  ],
  ...["type: bigint, autoIncrement: true, generationType: ALWAYS", "type: int, remarks: it's"],
  ...[
    "type: timestamp, defaultValueComputed: CURRENT_TIMESTAMP",
    "type: timestamp, defaultValueComputed: current_timestamp(6)",
    "type: date, defaultValueComputed: CURRENT_DATE",
    "type: timestamp, defaultValueDate: CURRENT_TIMESTAMP",
    'type: timestamp, defaultValueDate: "2024-01-02 03:04:05.12"',
    "type: timestamp, defaultValue: now()",
    "type: int, constraints: {primaryKey: true, primaryKeyName: t_pk}",
    "type: int, constraints: {nullable: false}",
  ],
];

/** A table each: Liquibase writes the constraints of one table in no certain order. */
const BOUND = [
  ...[
    "type: int, constraints: {unique: true}",
    "type: int, constraints: {unique: true, uniqueConstraintName: Uq}",
  ],
  "type: int, constraints: {foreignKeyName: f, references: b(id)}",
  "type: int, constraints: {foreignKeyName: g, referencedTableName: b, referencedColumnNames: id, deleteCascade: true}",
];

const columns = (all: readonly string[]): string =>
  all.map((each, index) => `{column: {name: c${index}, ${each}}}`).join(", ");

/** One change each, in YAML's short form. */
const CHANGES = [
  `createTable: {tableName: types, columns: [${columns(TYPES.map((type) => `type: "${type}"`))}]}`,
  `createTable: {tableName: filled, remarks: it's, columns: [${columns(FILLED)}]}`,
  ...BOUND.map((column) => `createTable: {tableName: bound, columns: [${columns([column])}]}`),
  ...BOUND.map((column) => `addColumn: {tableName: bound, columns: [${columns([column])}]}`),
  `createTable: {tableName: Odd, schemaName: shop, ifNotExists: true, tablespace: pg_default, columns: [{column: {name: user, type: int, constraints: {primaryKey: true}}}, {column: {name: MixedCase, type: int, constraints: {primaryKey: true}}}]}`,
  `addColumn: {tableName: t, columns: [${columns(FILLED.filter((each) => !each.includes("primaryKeyName")))}]}`,
  "addColumn: {tableName: t, columns: [{column: {name: a, type: int, valueNumeric: 3, constraints: {nullable: false}}}, {column: {name: b, type: text, value: it's}}]}",
  ..."dropColumn: {tableName: t, columnName: a}|dropColumn: {tableName: t, columns: [{column: {name: a}}, {column: {name: b}}]}".split(
    "|",
  ),
  ..."dropTable: {tableName: t, schemaName: shop, cascadeConstraints: true}|dropTable: {tableName: order}".split(
    "|",
  ),
  "renameTable: {oldTableName: a, newTableName: b, schemaName: shop}",
  "renameColumn: {tableName: a, oldColumnName: x, newColumnName: Y, columnDataType: int}",
  "renameView: {oldViewName: va, newViewName: vb}",
  "renameSequence: {oldSequenceName: sa, newSequenceName: sb}",
  "modifyDataType: {tableName: a, columnName: x, newDataType: clob}",
  "addNotNullConstraint: {tableName: a, columnName: x, defaultNullValue: '0', constraintName: nn, columnDataType: int}",
  "dropNotNullConstraint: {tableName: a, columnName: x, schemaName: shop}",
  "addDefaultValue: {tableName: a, columnName: x, defaultValue: it's}",
  "addDefaultValue: {tableName: a, columnName: x, columnDataType: int, defaultValueNumeric: 3}",
  "addDefaultValue: {tableName: a, columnName: x, columnDataType: bigint, defaultValueSequenceNext: seq}",
  "dropDefaultValue: {tableName: a, columnName: x}",
  "addPrimaryKey: {tableName: a, columnNames: 'x, y', constraintName: a_pk}",
  "addPrimaryKey: {tableName: a, columnNames: x, tablespace: pg_default}",
  "dropPrimaryKey: {tableName: a, constraintName: a_pk}",
  "addForeignKeyConstraint: {baseTableName: a, baseColumnNames: 'x,y', constraintName: f, referencedTableName: b, referencedColumnNames: 'p, q', onDelete: CASCADE, onUpdate: SET NULL}",
  "addForeignKeyConstraint: {baseTableName: a, baseTableSchemaName: shop, baseColumnNames: x, constraintName: f, referencedTableSchemaName: o, referencedTableName: b, referencedColumnNames: id, deferrable: true, initiallyDeferred: true, validate: false}",
  "addForeignKeyConstraint: {baseTableName: a, baseColumnNames: x, constraintName: f, referencedTableName: b, referencedColumnNames: id, onDelete: RESTRICT, onUpdate: NO ACTION}",
  ...[
    "deleteCascade: true",
    "deleteCascade: true, onDelete: RESTRICT",
    "deleteCascade: false, onDelete: CASCADE",
  ].map(
    (words) =>
      `addForeignKeyConstraint: {baseTableName: a, baseColumnNames: x, constraintName: f, referencedTableName: b, referencedColumnNames: id, referencesUniqueColumn: true, ${words}}`,
  ),
  "dropForeignKeyConstraint: {baseTableName: a, constraintName: f}",
  "addUniqueConstraint: {tableName: a, columnNames: 'x, y', constraintName: u}",
  "addUniqueConstraint: {tableName: a, columnNames: x, deferrable: true, initiallyDeferred: true, schemaName: shop}",
  "dropUniqueConstraint: {tableName: a, constraintName: u}",
  "createIndex: {tableName: a, indexName: i, unique: true, columns: [{column: {name: x}}, {column: {name: Y, descending: true}}]}",
  "createIndex: {tableName: a, schemaName: shop, indexName: i, tablespace: pg_default, columns: [{column: {name: lower(x), computed: true}}]}",
  "createIndex: {tableName: a, indexName: i, columns: [{column: {name: LOWER(x)}}, {column: {name: y}}]}",
  "createIndex: {tableName: a, indexName: i, clustered: true, columns: [{column: {name: order}}]}",
  "dropIndex: {indexName: i, tableName: a, schemaName: shop}",
  "createSequence: {sequenceName: s}",
  "createSequence: {sequenceName: s, schemaName: shop, startValue: 10, incrementBy: 5, minValue: 1, maxValue: 1000, cycle: true, cacheSize: 20, dataType: int}",
  "alterSequence: {sequenceName: s, incrementBy: 2, minValue: 1, maxValue: 9, cycle: false, cacheSize: 3}",
  "dropSequence: {sequenceName: s, schemaName: shop}",
  "createView: {viewName: v, selectQuery: select 1 as x;}",
  "createView: {viewName: v, schemaName: shop, replaceIfExists: true, selectQuery: select 1 as x, remarks: it's}",
  "createView: {viewName: v, fullDefinition: true, selectQuery: create view v as select 2 as y}",
  "dropView: {viewName: v}",
  "setTableRemarks: {tableName: a, remarks: it's}",
  "setColumnRemarks: {tableName: a, columnName: x, remarks: it's}",
  `insert: {tableName: a, columns: [{column: {name: x, value: it's}}, {column: {name: n, valueNumeric: 3.50}}, {column: {name: b, valueBoolean: true}}, {column: {name: c, valueComputed: now()}}, {column: {name: d, valueDate: "2024-01-02T03:04:05"}}, {column: {name: e}}, {column: {name: f, value: ""}}, {column: {name: g, value: "NULL"}}, {column: {name: h, value: 7}}]}`,
  "insert: {tableName: a, columns: [{column: {name: x, value: 1.10}}, {column: {name: y, value: 010}}, {column: {name: z, value: yes}}]}",
  "update: {tableName: a, schemaName: shop, columns: [{column: {name: x, value: y}}, {column: {name: n, valueNumeric: 2}}], where: id = 3}",
  "delete: {tableName: a, where: x = 'y'}",
  "delete: {tableName: a, schemaName: shop}",
  "addAutoIncrement: {tableName: a, columnName: id, columnDataType: bigint, startWith: 10, incrementBy: 2}",
  "addAutoIncrement: {tableName: a, schemaName: shop, columnName: id, columnDataType: int}",
  "dropProcedure: {procedureName: p, schemaName: shop}",
  "loadData: {tableName: a, file: rows.csv, separator: ;, columns: [{column: {name: id, type: NUMERIC}}, {column: {name: full name, header: name, type: STRING}}, {column: {name: active, type: BOOLEAN}}, {column: {name: born, type: DATE}}, {column: {name: none, type: skip}}]}",
  "loadUpdateData: {tableName: a, file: few.csv, primaryKey: 'id,kind'}",
  "tagDatabase: {tag: v1}",
  "empty: {}",
  "output: {message: hello}",
  "sql: {sql: select 1; select 2;}",
  "sql: {sql: select 1, dbms: oracle}",
  "createProcedure: {procedureName: p, procedureText: create function pf() returns int language sql as $$ select 1 $$}",
];

/** What a changeset says beside one change. */
const WHOLE = [
  ...CHANGES.map((change) => `changes: [{${change}}]`),
  "changes: [{dropTable: {tableName: t}}], modifySql: {dbms: mysql, append: {value: ' engine'}}",
  "changes: [{dropTable: {tableName: t}}], modifySql: {dbms: 'postgresql, h2', append: {value: ' cascade'}}",
  "changes: [{dropTable: {tableName: t}}, {sql: {sql: select 1}}, {createView: {viewName: v, selectQuery: select 2}}]",
  "changes: [{sql: {sql: select 1, dbms: oracle}}, {dropTable: {tableName: t}}]",
];

const LOG = `databaseChangeLog:\n${WHOLE.map((text, index) => `- changeSet: {id: ${index}, author: ann, ${text}}\n`).join("")}`;

const FILES: Readonly<Record<string, string>> = {
  "all.yaml": LOG,
  "few.csv": "kind,id,name,Other\none,1,it's,x\ntwo,2,null,y\n",
  "rows.csv": `id;name;active;born;none;code
1;O'Neill;true;2024-01-02T03:04:05;x;007

# a comment
2;"a ; b ""q""";false;NULL;;null
;;;;;abc
`,
};

/** Apart from the case of letters, white space and the schema that is meant anyway. */
const essence = (sql: string): string =>
  sql
    .toLowerCase()
    .replaceAll(/^--.*$/gm, "")
    .replaceAll("public.", "")
    .replaceAll(/\s+/g, " ")
    .replaceAll(/ ?([,();]) ?/g, "$1")
    .trim();

interface Theirs {
  readonly sql: string;
  /** Of its changeset, as Liquibase would write it into its table. */
  readonly checksum: string;
}

async function theirs(yard: Yard): Promise<readonly Theirs[]> {
  const out = await runLiquibase(yard, "--changelog-file=all.yaml", "update-sql");
  return out
    .split(/^-- Changeset all\.yaml::.*$/m)
    .slice(1)
    .map((part) => ({
      checksum: /'(9:[0-9a-f]{32})'/.exec(part)?.[1] ?? "none",
      sql: essence(
        part
          .split(/^-- Release Database Lock$/m)[0]
          ?.replaceAll(/^(?:INSERT INTO|UPDATE|SELECT .* FROM) public\.databasechangelog.*$/gim, "")
          .replaceAll(/^SET SEARCH_PATH.*$/gim, "") ?? "",
      ),
    }));
}

test("changes in words come to the SQL of Liquibase", { skip: noLiquibase }, async (t) => {
  const yard = await openYard(t);
  await yard.write(FILES);
  const { migrations, problems } = await liquibase.read(
    {
      paths: Object.keys(FILES),
      read: (path) => Promise.resolve({ path, text: FILES[path] ?? "" }),
      run: () => Promise.reject(new Error("nothing is run")),
    },
    {},
  );
  assert.deepEqual(problems, []);
  const expected = await theirs(yard);
  assert.equal(expected.length, WHOLE.length);
  for (const [index, change] of WHOLE.entries()) {
    const { up, origin } = migrations[index] ?? {};
    assert.equal(essence(up?.text ?? ""), expected[index]?.sql, change);
    assert.equal(origin?.checksums[0], expected[index]?.checksum, change);
  }
});
