// Workflows that are wrong in one way each are found at the lines that say so, and those with the newest words are not.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { suite, test } from "node:test";

import { judgePipelines } from "../policy/judge-pipelines.ts";

const FOLDER = join(import.meta.dirname, "workflows");
/** What is to be found at a line, told in a comment at its end. */
const MARK = /(?:#|,) finds: (?<rule>[\w-]+)$/;

interface Example {
  readonly name: string;
  readonly text: string;
  /** `line rule`. */
  readonly marks: readonly string[];
}

const examplesIn = (kind: "bad" | "good"): readonly Example[] =>
  readdirSync(join(FOLDER, kind)).map((name) => {
    const text = readFileSync(join(FOLDER, kind, name), "utf8");
    const marks = text.split("\n").flatMap((line, index) => {
      const rule = MARK.exec(line)?.groups?.["rule"];
      return rule === undefined ? [] : [`${index + 1} ${rule}`];
    });
    return { name, text, marks };
  });

async function foundIn({ name, text }: Example): Promise<readonly string[]> {
  const { findings, files } = await judgePipelines([{ path: `.github/workflows/${name}`, text }]);
  assert.equal(files, 1);
  return findings.map(({ line, rule }) => `${line} ${rule}`);
}

suite("what is wrong is found, and nothing else", () => {
  for (const example of examplesIn("bad")) {
    test(example.name, async () => {
      assert.ok(example.marks.length > 0);
      assert.deepEqual(await foundIn(example), example.marks);
    });
  }
});

suite("what is right is let pass", () => {
  for (const example of examplesIn("good")) {
    test(example.name, async () => assert.deepEqual(await foundIn(example), []));
  }
});

test("there are enough of both", () => {
  assert.ok(examplesIn("bad").length >= 30);
  assert.ok(examplesIn("good").length >= 30);
});
