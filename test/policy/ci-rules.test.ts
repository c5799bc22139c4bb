// Every rule for pipelines: its bad examples are found at their marks, and its good ones are not.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { suite, test } from "node:test";

import { CI_RULES, type PolicyFile } from "../../src/policy/policy.ts";
import { PIPELINE_RULES_PAGE, pipelineRulesPage } from "../../scripts/policy-page.ts";
import { judgePipelines } from "./judge-pipelines.ts";
import { CI_RULES_FOLDER, readCases } from "./rule-folder.ts";

for (const { name } of CI_RULES) {
  const folder = join(CI_RULES_FOLDER, name);

  suite(name, () => {
    test("has a page and examples of both kinds", () => {
      assert.ok(existsSync(join(folder, "README.md")));
      assert.ok(readCases(folder, "bad.yml").some(({ marks }) => marks.length > 0));
      assert.ok(readCases(folder, "good.yml").length > 0);
    });
    for (const { title, files, marks } of readCases(folder, "bad.yml")) {
      test(`finds: ${title}`, async () => {
        const found = await foundBy(name, files);
        assert.deepEqual(
          found.map(({ place }) => place),
          marks,
        );
        for (const { message, instead } of found) {
          assert.match(message, /^\S.*[.!]$/s);
          assert.match(instead, /\S/);
        }
      });
    }
    for (const { title, files } of readCases(folder, "good.yml")) {
      test(`lets pass: ${title}`, async () => assert.deepEqual(await foundBy(name, files), []));
    }
  });
}

async function foundBy(
  rule: string,
  files: readonly PolicyFile[],
): Promise<readonly { readonly place: string; readonly message: string; readonly instead: string }[]> {
  const { findings } = await judgePipelines(files);
  return findings
    .filter((finding) => finding.rule === rule)
    .map(({ file, line, column, message, instead }) => ({
      place: `${file}:${line}:${column}`,
      message,
      instead,
    }));
}

test("docs/pipeline-rules.md is what the folders make", async () => {
  const page = readFileSync(PIPELINE_RULES_PAGE, "utf8");
  assert.equal(page, await pipelineRulesPage(), "Write it anew: node scripts/policy-page.ts");
});
