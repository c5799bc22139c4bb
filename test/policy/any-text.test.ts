// Whatever stands in a file, judging it ends with findings that have a place in it.

import assert from "node:assert/strict";
import { readFileSync, globSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import fc from "fast-check";

import { judgePipelines } from "./judge-pipelines.ts";

const ROOT = join(import.meta.dirname, "../..");
const DEFINITIONS = [...globSync("ci/github/*.yml", { cwd: ROOT }), "ci/gitlab/lockkeeper.gitlab-ci.yml"];
const RUNS = 150;

test("a definition that is cut or mixed up anywhere is judged", async () => {
  const texts = DEFINITIONS.map((path) => ({ path, text: readFileSync(join(ROOT, path), "utf8") }));
  const edit = fc.record({
    file: fc.constantFrom(...texts),
    from: fc.nat({ max: 6000 }),
    length: fc.nat({ max: 200 }),
    text: fc.constantFrom(
      "",
      ":",
      "- ",
      "[",
      "}",
      "&a ",
      "*a",
      "!reference [a, b]",
      "\n",
      "\t",
      "'",
      "${{",
      "\u0000",
    ),
  });
  await fc.assert(
    fc.asyncProperty(edit, async ({ file, from, length, text }) => {
      const changed = file.text.slice(0, from) + text + file.text.slice(from + length);
      const { findings } = await judgePipelines([{ path: file.path, text: changed }]);
      const lines = changed.split("\n").length;
      for (const { line = 0, column = 0 } of findings) {
        assert.ok(line >= 1 && line <= lines && column >= 1);
      }
    }),
    { numRuns: RUNS },
  );
});
