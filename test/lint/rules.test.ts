// Every rule in the list keeps what its folder promises: it finds what is bad, where it is, and nothing that is good.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { before, describe, test } from "node:test";

import type { Finding } from "../../src/core/finding.ts";
import { placeAt } from "../../src/core/text-place.ts";
import { applyEdits } from "../../src/lint/fix/apply.ts";
import { lint, NEWEST_SERVER, RULES } from "../../src/lint/lint.ts";
import type { Rule } from "../../src/lint/lint.ts";
import { rulePage, RULES_PAGE } from "../../scripts/rule-page.ts";
import { loadParser } from "../../src/sql/sql.ts";
import { caseMigration, readRuleFolder, RULES_FOLDER, schemaMigration } from "./rule-folder.ts";
import type { RuleCase, RuleFolder } from "./rule-folder.ts";

/** A fix may have to be made once for each place, and each time the file is looked at anew. */
const FIXES_MAX = 10;
const SECTIONS = ["When", "Effect", "Instead", "Versions"];

before(() => loadParser());

test("the list and the folders name the same rules, in the order of the alphabet", () => {
  const folders = readdirSync(RULES_FOLDER, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
  assert.deepEqual(
    RULES.map(({ name }) => name),
    folders.toSorted(),
  );
});

test("docs/rules.md is what the folders say", () => {
  assert.equal(readFileSync(RULES_PAGE, "utf8"), rulePage(), "run: node scripts/rule-page.ts");
});

for (const rule of RULES) {
  describe(`the rule ${rule.name}`, () => {
    const folder = readRuleFolder(rule.name);
    test("says when, with what effect, what to do instead, and for which versions", () => {
      const titles = [...folder.readme.matchAll(/^## (.+)$/gm)].map(([, title]) => title);
      assert.deepEqual(titles, SECTIONS);
      assert.equal(folder.readme.split("\n")[0], `# ${rule.name}`);
      assert.match(rule.about, /^[^.]+$/);
      assert.ok(folder.bad.length > 0 && folder.good.length > 0, "it has bad and good examples");
    });
    for (const example of folder.bad) {
      test(`finds: ${example.title}`, () => {
        const findings = findingsOf(rule, folder, example);
        assert.deepEqual(placesOf(findings, false), placesIn(example.text, example.marks));
        assert.deepEqual(placesOf(findings, true), placesIn(example.down ?? "", example.marksInDown));
        for (const finding of findings) assertWellSaid(finding);
      });
      if (folder.fixed.has(example.title)) {
        test(`fixes: ${example.title}`, () =>
          assert.equal(fixedText(rule, folder, example), folder.fixed.get(example.title)));
      } else {
        test(`offers no fix: ${example.title}`, () => {
          assert.deepEqual(
            findingsOf(rule, folder, example).filter(({ fix }) => fix !== undefined),
            [],
          );
        });
      }
    }
    for (const example of folder.good) {
      test(`lets pass: ${example.title}`, () => {
        assert.deepEqual(findingsOf(rule, folder, example), []);
      });
    }
    test("has a bad example for each fixed one", () => {
      const titles = new Set(folder.bad.map(({ title }) => title));
      assert.deepEqual(
        [...folder.fixed.keys()].filter((title) => !titles.has(title)),
        [],
      );
    });
  });
}

/** What the one rule finds; the others are there so that their names are known. */
function findingsOf(rule: Rule, folder: RuleFolder, example: RuleCase): readonly Finding[] {
  const migration = caseMigration(example);
  const problems = [...migration.up.problems, ...(migration.down?.problems ?? [])];
  assert.deepEqual(problems, [], "the example can be read");
  const findings = lint({
    migrations: [schemaMigration(folder), migration],
    only: new Set([migration.version]),
    server: example.server ?? NEWEST_SERVER,
  });
  return findings.filter((finding) => finding.rule === rule.name);
}

const isDown = ({ file }: Finding): boolean => file?.endsWith("_down.sql") === true;

const placesOf = (findings: readonly Finding[], down: boolean): readonly string[] =>
  findings.filter((finding) => isDown(finding) === down).map(({ line, column }) => `${line}:${column}`);

const placesIn = (text: string, marks: readonly number[]): readonly string[] =>
  marks.map((mark) => placeAt(text, mark)).map(({ line, column }) => `${line}:${column}`);

/** Sentences, so that they can stand alone in any report. */
function assertWellSaid({ message, instead }: Finding): void {
  assert.match(message, /^[A-Z"`].*[.!]$/s);
  assert.match(instead, /\S$/);
}

/** Fixes one thing after the other until nothing can be fixed, and proves that nothing is left to be found. */
function fixedText(rule: Rule, folder: RuleFolder, example: RuleCase): string {
  let { text } = example;
  for (let round = 0; round < FIXES_MAX; round += 1) {
    const findings = findingsOf(rule, folder, { ...example, text });
    const [fix] = findings.flatMap((finding) => finding.fix ?? []);
    if (fix === undefined) {
      assert.deepEqual(findings, [], "nothing is left to be found");
      return text;
    }
    text = applyEdits(text, fix.edits) ?? assert.fail("the edits reach into each other");
  }
  return assert.fail(`not fixed after ${FIXES_MAX} rounds`);
}
