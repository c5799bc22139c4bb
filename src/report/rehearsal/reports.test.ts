// Rehearsals as text, Markdown and JSON, against files that a person can read. UPDATE_GOLDENS=1 writes them anew.

import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { Failure } from "../../core/failure.ts";
import type { RehearseOutcome } from "../../core/rehearsal.ts";
import { SAMPLE, sampleMigration, sampleOutcome, sampleRun } from "../../../test/support/sample-rehearsal.ts";
import { render } from "../report.ts";
import { rehearsalMarkdown } from "./markdown.ts";

const FOLDER = join(import.meta.dirname, "sample");
const UPDATE = process.env["UPDATE_GOLDENS"] === "1";

const broken = new Failure("statement-failed", 'm/b.sql:1: column "no|te" does not exist', {
  hint: "Correct the file and run again.",
  file: "m/b.sql",
  line: 1,
  excerpt: "1 | update orders set no|te = 1\n  |                   ^",
});

const OUTCOMES: Readonly<Record<string, RehearseOutcome>> = {
  "with-hazards": SAMPLE,
  "all-well": sampleOutcome(SAMPLE.rehearsal?.migrations.slice(2) ?? []),
  "a-failure": {
    ...sampleOutcome([
      sampleMigration("20260101_000000", "fine", {}),
      sampleMigration("20260102_000000", "broken", {
        failure: broken,
        roundTrip: { down: "untried", rerun: "untried", differences: [], failures: [] },
      }),
    ]),
    failure: broken,
  },
  "nothing-pending": { command: "rehearse", target: "db", problems: [], files: [] },
};

for (const [name, outcome] of Object.entries(OUTCOMES)) {
  test(`a rehearsal ${name.replaceAll("-", " ")} reads well`, () => {
    const { out, err } = render(outcome, { format: "text", colour: false });
    const json: unknown = JSON.parse(render(outcome, { format: "json", colour: false }).out);
    compare(`${name}.txt`, err === "" ? out : `${out}--- stderr\n${err}`);
    compare(`${name}.md`, rehearsalMarkdown(outcome));
    compare(`${name}.json`, `${JSON.stringify(json, undefined, 1)}\n`);
  });
}

function compare(name: string, actual: string): void {
  const file = join(FOLDER, name);
  if (UPDATE) writeFileSync(file, actual);
  const expected = existsSync(file) ? readFileSync(file, "utf8") : "";
  assert.equal(actual, expected, `Look at the difference; if it is right, run again with UPDATE_GOLDENS=1.`);
}

test("a long run is short in a terminal, and Markdown of it fits into a comment and says what it leaves out", () => {
  const outcome = sampleRun(300);
  const { out } = render(outcome, { format: "text", colour: false });
  assert.ok(out.split("\n").length < 200, "the terminal shows what is wrong and counts the rest");
  assert.match(out, /… and \d+ more migrations/);
  const markdown = rehearsalMarkdown(outcome);
  assert.ok(markdown.length <= 65_536);
  assert.match(markdown, /\*\*Cut to fit into a comment:\*\* \d+ lines/);
  assert.equal(markdown.match(/<details>/g)?.length, markdown.match(/<\/details>/g)?.length);
});
