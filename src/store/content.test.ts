// Bytes that are no text are found at their exact place.

import assert from "node:assert/strict";
import { test } from "node:test";

import * as fc from "fast-check";

import { contentOf } from "./content.ts";

const placeIn = (bytes: Uint8Array): string => {
  const content = contentOf(bytes, "f.sql");
  assert.equal(content.kind, "refused");
  return content.kind === "refused" ? content.problem.message : "";
};

test("any text comes back as it was, without a BOM", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      fc.pre(!text.includes("\0") && !text.startsWith("\uFEFF"));
      const bytes = Buffer.from(`\uFEFF${text}`);
      assert.deepEqual(contentOf(bytes, "f.sql"), { kind: "text", text });
    }),
  );
});

test("the first bad byte is told with its line and its place", () => {
  const bad = fc.constantFrom(
    [0xff],
    [0xe9, 0x20],
    [0x80],
    [0xc3, 0x28],
    [0xed, 0xa0, 0x80],
    [0xf5, 0x80, 0x80, 0x80],
  );
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), bad, fc.string(), (before, wrong, after) => {
      fc.pre(!before.startsWith("\uFEFF"));
      const start = Buffer.from(`x${before}`);
      const hex = (wrong[0] ?? 0).toString(16).toUpperCase();
      const line = before.split("\n").length;
      assert.equal(
        placeIn(Buffer.concat([start, Buffer.from(wrong), Buffer.from(after)])),
        `f.sql is not UTF-8: byte 0x${hex} in line ${line} (byte ${start.length + 1} of the file).`,
      );
    }),
  );
});

test("a character that is cut off at the end of the file is told", () => {
  assert.match(placeIn(Buffer.from("a\nb\u20ac").subarray(0, -1)), /byte 0xE2 in line 2 \(byte 4/);
});
