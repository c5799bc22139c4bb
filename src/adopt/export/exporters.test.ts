// What each tool is told, and what it cannot be told, without a database.

import assert from "node:assert/strict";
import { suite, test } from "node:test";

import { asVersion } from "../../core/version.ts";
import { asChecksum } from "../../core/migration.ts";
import { loadParser, parseScript } from "../../sql/sql.ts";
import type { Exportable, Exporter } from "./exporter.ts";
import { EXPORTERS } from "./exporters.ts";
import { historyFile } from "./history-file.ts";
import { numbersFor } from "./numbers.ts";

await loadParser();

interface Given {
  readonly number?: string;
  readonly alone?: boolean;
  readonly pending?: boolean;
}

const exportable = (
  sql: string,
  { number = "1", alone = false, pending = false }: Given = {},
): Exportable => ({
  ...{ number, name: "some_name", alone },
  script: parseScript({ path: `${number}.sql`, text: sql }, { direction: "up" }),
  ...(pending
    ? {}
    : {
        applied: {
          ...{ version: asVersion(number), name: "some_name", entry: Number(number), by: "applied" },
          ...{ checksum: asChecksum("1:0"), appliedAt: "2024-01-01T09:00:00.000Z", durationMs: 12 },
        },
      }),
});

function exporter(name: string): Exporter {
  const found = EXPORTERS.find((each) => each.name === name);
  assert.ok(found);
  return found;
}

const rowsOf = (name: string, ...migrations: readonly Exportable[]): readonly string[] =>
  exporter(name).history({ migrations, repeatables: [] }).rows;

const filesOf = (name: string, ...migrations: readonly Exportable[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    exporter(name)
      .files({ migrations, repeatables: [] })
      .map(({ path, text }) => [path, text]),
  );

const problemsOf = (name: string, ...migrations: readonly Exportable[]): readonly string[] =>
  exporter(name)
    .problems({ migrations, repeatables: [] })
    .map(({ severity, message }) => `${severity}: ${message}`);

suite("numbers", () => {
  const cases = [
    [
      ["20240101_090000", "20240101_090001"],
      ["20240101090000", "20240101090001"],
    ],
    [
      ["0001", "2"],
      ["0001", "2"],
    ],
    [
      ["1", "1.10"],
      ["000001", "000002"],
    ],
    [["20240101.090000"], ["20240101090000"]],
  ] as const;
  for (const [versions, numbers] of cases) {
    test(versions.join(" and "), () => assert.deepEqual(numbersFor(versions.map(asVersion)), numbers));
  }
});

test("Flyway's checksum is that of the lines, whatever ends them", () => {
  for (const text of ["select 1;", "select 1;\n", "select 1;\r\n"]) {
    assert.match(
      rowsOf("flyway", exportable(text))[0] ?? "",
      /'V1__some_name\.sql', -690524359, current_user/,
    );
  }
});

test("Flyway is told what runs outside of a transaction, and what is no placeholder", () => {
  const files = filesOf("flyway", exportable("select '${x}';", { alone: true }));
  assert.equal(files["V1__some_name.sql.conf"], "executeInTransaction=false\nplaceholderReplacement=false\n");
});

test("a repeatable goes to Flyway and Liquibase, and the others are told that it is left out", () => {
  const repeatables = [
    {
      name: "views/totals",
      file: { path: "repeatable/views/totals.sql", text: "select 1;" },
      repeated: {
        name: "views/totals",
        checksum: asChecksum("1:0"),
        repeatedAt: "2024-01-01T09:00:00Z",
        durationMs: 3,
      },
    },
  ];
  const exporting = { migrations: [], repeatables };
  assert.match(
    exporter("flyway").history(exporting).rows[0] ?? "",
    /\(1, null, 'views totals', 'SQL', 'R__views_totals\.sql', -690524359/,
  );
  assert.match(
    exporter("liquibase").history(exporting).rows[0] ?? "",
    /'views\/totals', 'lockkeeper', 'repeatable_views_totals\.sql'/,
  );
  for (const name of ["dbmate", "goose", "golang-migrate"]) {
    assert.match(exporter(name).problems(exporting)[0]?.message ?? "", /It is left out/);
  }
});

test("golang-migrate has one number, and refuses a gap below it", () => {
  const all = [
    exportable("select 1;"),
    exportable("select 2;", { number: "2", pending: true }),
    exportable("select 3;", { number: "3" }),
  ];
  assert.deepEqual(rowsOf("golang-migrate", ...all), [
    "insert into schema_migrations (version, dirty) values (3, false)",
  ]);
  assert.match(
    problemsOf("golang-migrate", ...all)[0] ?? "",
    /^error: 2\.sql is not applied, while a later one is/,
  );
  assert.deepEqual(problemsOf("golang-migrate", ...all.toSpliced(1, 1)), []);
});

test("what is sent as one message and does not run in one transaction is told", () => {
  const mixed = exportable("create table a ();\ncreate index concurrently on a ((1));", { alone: true });
  for (const name of ["dbmate", "golang-migrate"]) {
    assert.match(problemsOf(name, mixed)[0] ?? "", /^warning: 1\.sql has several statements/);
  }
  assert.deepEqual(problemsOf("goose", mixed), []);
  assert.equal((filesOf("goose", mixed)["1_some_name.sql"] ?? "").match(/StatementBegin/g)?.length, 2);
  assert.equal(
    (filesOf("liquibase", mixed)["1_some_name.sql"] ?? "").match(/--changeset lockkeeper:1-\d /g)?.length,
    2,
  );
});

test("data of COPY goes to Flyway alone", () => {
  const copy = exportable("copy a from stdin;\n1\n\\.\n");
  assert.deepEqual(
    EXPORTERS.filter(({ name }) => problemsOf(name, copy).length === 0).map(({ name }) => name),
    ["flyway"],
  );
});

test("names with quotes and backslashes stay names", () => {
  const rows = exporter("liquibase").history({
    migrations: [{ ...exportable("select 1;"), name: String.raw`it's \ odd` }],
    repeatables: [],
  }).rows;
  assert.match(rows[0] ?? "", /E'1_it''s \\\\ odd\.sql'/);
  assert.match(
    historyFile("Liquibase", { table: "t", create: "", rows }),
    /begin;[^]*raise exception[^]*commit;/,
  );
});
