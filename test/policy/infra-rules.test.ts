// Every rule for infrastructure: its bad examples are found at their marks, in both languages, and its good ones are not.

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
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

async function foundBy(
  rule: string,
  files: readonly PolicyFile[],
): Promise<Awaited<ReturnType<typeof checkInfrastructure>>["findings"]> {
  const { findings } = await checkInfrastructure(files);
  return findings.filter((finding) => finding.rule === rule);
}
