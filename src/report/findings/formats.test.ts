// Findings in the formats of other tools, against files that can be read. UPDATE_GOLDENS=1 writes them anew.

import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { Ajv } from "ajv";

import type { Finding } from "../../core/finding.ts";
import { asVersion } from "../../core/version.ts";
import { findingsGithub } from "./github.ts";
import { findingsJunit } from "./junit.ts";
import { findingsMarkdown } from "./markdown.ts";
import { findingsSarif } from "./sarif.ts";

const FOLDER = join(import.meta.dirname, "sample");
const UPDATE = process.env["UPDATE_GOLDENS"] === "1";
const FILE = "migrations/20260101_090000_50% more, a:b.sql";

/** The final schema of OASIS, as a package brings it that is for tests only. */
const SARIF_SCHEMA = fileURLToPath(
  import.meta.resolve("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"),
);

const SAMPLE: readonly Finding[] = [
  {
    rule: "missing-header",
    class: "advice",
    severity: "note",
    file: FILE,
    line: 1,
    column: 1,
    message: "The head of the file does not say Intent.",
    instead: "Begin it with `-- Intent: …`.",
  },
  {
    rule: "index-not-concurrent",
    class: "hazard",
    severity: "error",
    file: FILE,
    line: 2,
    column: 3,
    version: asVersion("20260101_090000"),
    message: 'SHARE on "a<b>" & co while the index is built: postgres://me:s3cr3t@host/db\nwaits 100 %.',
    instead: "Build it with CREATE INDEX CONCURRENTLY, @you.",
    excerpt: '2 |   create index on "a<b>" (c);\n  |   ^',
    claim: { relation: 'public."a<b>"', mode: "SHARE", work: "build" },
    fix: {
      title: "Build the index concurrently.",
      edits: [{ file: FILE, start: 15, end: 15, text: " concurrently" }],
      newFiles: [],
    },
  },
  {
    rule: "hidden",
    class: "hazard",
    severity: "warning",
    message: "A \u0007bell\uFFFE and a \u202Eturn.",
    instead: "Leave them out.",
    fix: { title: "Half of it.", edits: [], newFiles: [{ file: "b.sql", text: "select 1;" }] },
  },
];

const FORMATS: Readonly<Record<string, (findings: readonly Finding[]) => string>> = {
  sarif: findingsSarif,
  github: findingsGithub,
  xml: findingsJunit,
  md: (findings) => findingsMarkdown(findings, "Lint"),
};

for (const [extension, show] of Object.entries(FORMATS)) {
  test(`findings read well as ${extension}`, () => compare(`some.${extension}`, show(SAMPLE)));
  test(`no findings read well as ${extension}`, () => compare(`none.${extension}`, show([])));
  test(`no secret is shown as ${extension}`, () => assert.ok(!show(SAMPLE).includes("s3cr3t")));
}

test("SARIF is as the official schema has it", () => {
  const schema = JSON.parse(readFileSync(SARIF_SCHEMA, "utf8")) as Record<string, unknown>;
  // Under its own identifier Ajv would take it for a draft that it does not bring along.
  const { $schema: _, id: __, ...rules } = schema;
  const validate = new Ajv({ strict: false, unicodeRegExp: false, validateFormats: false }).compile(rules);
  for (const findings of [SAMPLE, []]) {
    const isValid = validate(JSON.parse(findingsSarif(findings)));
    assert.ok(isValid, JSON.stringify(validate.errors, undefined, 2));
  }
  assert.ok(!validate({ version: "2.1.0", runs: [{}] }));
});

test("an annotation stays one line, whatever the file is called", () => {
  const lines = findingsGithub(SAMPLE).trimEnd().split("\n");
  assert.equal(lines.length, SAMPLE.length);
  assert.ok(
    lines[0]?.startsWith("::error file=migrations/20260101_090000_50%25 more%2C a%3Ab.sql,line=2,col=3,"),
  );
});

test("Markdown of many findings fits into a comment", () => {
  const many = Array.from({ length: 2000 }, () => SAMPLE).flat();
  assert.ok(findingsMarkdown(many, "Lint").length <= 65_536);
});

function compare(name: string, actual: string): void {
  const file = join(FOLDER, name);
  if (UPDATE) writeFileSync(file, actual);
  const expected = existsSync(file) ? readFileSync(file, "utf8") : "";
  assert.equal(actual, expected, "Look at the difference; if it is right, run again with UPDATE_GOLDENS=1.");
}
