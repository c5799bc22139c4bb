// Every rule for infrastructure: its bad examples are found at their marks, in both languages, and its good ones are not.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { suite, test } from "node:test";

import { checkInfrastructure, type PolicyFile } from "../../src/policy/policy.ts";
import { INFRA_RULES } from "../../src/policy/infra/rules/rules.ts";
import { INFRA_RULES_FOLDER, readCases } from "./rule-folder.ts";

for (const { name } of INFRA_RULES) {
  const folder = join(INFRA_RULES_FOLDER, name);
  const languages = ["tf", "yaml"].filter((language) => existsSync(join(folder, `bad.${language}`)));

  suite(name, () => {
    test("has a page and examples of both kinds", () => {
      assert.ok(existsSync(join(folder, "README.md")));
      assert.ok(languages.length > 0);
      for (const language of languages) {
        assert.ok(readCases(folder, `bad.${language}`).some(({ marks }) => marks.length > 0));
        assert.ok(readCases(folder, `good.${language}`).length > 0);
      }
    });
    for (const language of languages) {
      for (const { title, files, marks } of readCases(folder, `bad.${language}`)) {
        test(`finds in ${language}: ${title}`, async () => {
          const found = await foundBy(name, files);
          assert.deepEqual(
            found.map(({ file, line, column }) => `${file}:${line}:${column}`).toSorted(),
            marks.toSorted(),
          );
          for (const { message, instead } of found) {
            assert.match(message, /^\S.*[.!]$/s);
            assert.match(instead, /\S/);
          }
        });
      }
      for (const { title, files } of readCases(folder, `good.${language}`)) {
        test(`lets pass in ${language}: ${title}`, async () =>
          assert.deepEqual(await foundBy(name, files), []));
      }
    }
  });
}

test("docs/infrastructure-rules.md has every rule, and forty things with the rules that exist", () => {
  const page = readFileSync(join(import.meta.dirname, "../../docs/infrastructure-rules.md"), "utf8");
  const linked = (name: string): string => `[${name}](../src/policy/infra/rules/${name}/README.md)`;
  for (const { name, class: kind, about } of INFRA_RULES) {
    const row = `| ${linked(name)} | ${kind} | ${about.charAt(0).toUpperCase()}${about.slice(1)}. |`;
    assert.ok(page.includes(row), `this row is missing: ${row}`);
  }
  const names = new Set(INFRA_RULES.map(({ name }) => linked(name)));
  for (const [link] of page.matchAll(/\[[a-z-]+\]\([^)]*\)/g)) assert.ok(names.has(link), link);
  const numbers = [...page.matchAll(/^\| (\d+) \|/gm)].map(([, number]) => Number(number));
  assert.deepEqual(
    numbers,
    Array.from({ length: 40 }, (_, index) => index + 1),
  );
});

async function foundBy(
  rule: string,
  files: readonly PolicyFile[],
): Promise<Awaited<ReturnType<typeof checkInfrastructure>>["findings"]> {
  const { findings } = await checkInfrastructure(files);
  return findings.filter((finding) => finding.rule === rule);
}
