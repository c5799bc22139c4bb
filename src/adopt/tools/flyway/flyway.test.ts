// Flyway's own arithmetic, against the values that its makers and users have published.

import assert from "node:assert/strict";
import { test } from "node:test";

import type { SourceFile } from "../../../core/migration.ts";

import { checksumOf, checksumsOf } from "./checksum.ts";
import { replaced } from "./placeholders.ts";
import { configurationIn } from "./configuration.ts";
import { settingsFrom, type ReadSettings } from "./settings.ts";

function settingsIn(file: SourceFile): ReadSettings {
  const said = configurationIn(file);
  assert.ok(!("code" in said));
  return settingsFrom(said);
}

test("line ends and the last of them do not count", () => {
  for (const text of ["select 1;", "select 1;\n", "select 1;\r\n", "select 1;\r"]) {
    assert.equal(checksumOf(text), "-690524359", JSON.stringify(text));
  }
  assert.notEqual(checksumOf("select 1; "), "-690524359");
});

test("both sums that https://github.com/flyway/flyway/issues/2474 shows for its file are accepted", () => {
  const text = "alter table location_history add column valid_until timestamp with time zone;\n";
  assert.equal(checksumOf(text), "-1039259818");
  assert.ok(checksumsOf(text).includes("-1340212107"));
});

test("the older sum counts line feeds", () => {
  assert.equal(checksumsOf("a;\r\nb;").includes(checksumsOf("a;\nb;\n")[1] ?? ""), true);
});

const CONF = "flyway.placeholders.Owner=app\nflyway.placeholderReplacement=true\nschemas=shop,other\n";
const TOML = '[flyway]\nschemas = ["shop", "other"]\n[flyway.placeholders]\nOwner = "app"\n';

for (const [path, text] of [
  ["flyway.conf", CONF],
  ["flyway.toml", TOML],
] as const) {
  test(`${path} gives values`, () => {
    const { settings, problems } = settingsIn({ path, text });
    assert.deepEqual(problems, []);
    const file = {
      path: "db/V1__a.sql",
      text: "-- ${flyway:filename}\ngrant x to ${OWNER} in ${flyway:defaultSchema};",
    };
    assert.deepEqual(replaced(file, settings), {
      path: "db/V1__a.sql",
      text: "-- V1__a.sql\ngrant x to app in shop;",
    });
  });
}

test("a placeholder without a value is told with its line", () => {
  const { settings } = settingsIn({ path: "flyway.conf", text: CONF });
  const said = replaced({ path: "V1__a.sql", text: "select 1;\nselect '${ownr}';" }, settings);
  assert.ok("message" in said);
  assert.match(said.message, /V1__a\.sql:2: there is no value for `ownr`; there is one for `owner`/);
});

test("another prefix is refused, and so is TOML that is none", () => {
  const { problems } = settingsIn({ path: "flyway.conf", text: "flyway.sqlMigrationPrefix=M\n" });
  assert.match(problems[0]?.message ?? "", /sqlMigrationPrefix is M/);
  const broken = configurationIn({ path: "flyway.toml", text: "[flyway\n" });
  assert.ok("code" in broken);
  assert.match(broken.message, /flyway\.toml:1/);
});
