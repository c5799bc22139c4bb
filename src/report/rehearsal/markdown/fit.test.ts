// Markdown that has to fit: never longer than allowed, nothing cut without a word, nothing left open.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";

import { fitted, folded, whole, type Block } from "./fit.ts";

const LENGTH_MAX = 1000;

const block: fc.Arbitrary<Block> = fc.oneof(
  fc.string({ maxLength: 1200 }).map((text) => whole([text])),
  fc
    .tuple(fc.string({ maxLength: 20 }), fc.array(fc.string({ maxLength: 150 }), { maxLength: 20 }))
    .map(([title, rows]) => folded(title, rows)),
);

test("what fits is all there, and what does not is cut and counted", () => {
  fc.assert(
    fc.property(fc.array(block, { maxLength: 12 }), (blocks) => {
      const text = fitted(blocks, LENGTH_MAX);
      assert.ok(text.length <= LENGTH_MAX, `${text.length} characters`);
      const parts = blocks.map(({ head, rows, tail }) => [...head, ...rows, ...tail].join("\n"));
      const all = `${parts.join("\n\n")}\n`;
      if (text !== all) assert.match(text, /\*\*Cut to fit into a comment:\*\* \d+ lines/);
      if (all.length <= LENGTH_MAX / 2) assert.equal(text, all);
      assert.equal(text.match(/^<details>$/gm)?.length, text.match(/^<\/details>$/gm)?.length);
    }),
  );
});

test("a long list keeps its beginning and says how much more there was", () => {
  const rows = Array.from({ length: 100 }, (_, index) => `- row ${index}`);
  const text = fitted([whole(["# Title"]), folded("Rows", rows)], LENGTH_MAX);
  assert.match(text, /- row 0\n/);
  assert.match(text, /… and \d+ more\.\n\n<\/details>\n\n\*\*Cut/);
});
