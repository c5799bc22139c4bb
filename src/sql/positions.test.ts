// Tests of positions: bytes, units, code points, lines and columns agree with what Node and core say.

import assert from "node:assert/strict";
import { test } from "node:test";

import fc from "fast-check";

import { placeAt } from "../core/text-place.ts";
import { positionsOf, unitOfCodePoint } from "./positions.ts";

const text = fc.array(fc.constantFrom("a", "é", "漢", "😀", "\n", "\r\n", "xyz".repeat(120)), {
  maxLength: 20,
});

test("bytes, units and places agree with Buffer and core for every index", () => {
  fc.assert(
    fc.property(text, (parts) => {
      const whole = parts.join("");
      const positions = positionsOf(whole);
      let unit = 0;
      for (const [index, character] of [...whole].entries()) {
        const byte = Buffer.byteLength(whole.slice(0, unit));
        assert.equal(positions.byteOf(unit), byte);
        assert.equal(positions.unitOf(byte), unit);
        assert.equal(unitOfCodePoint(whole, index), unit);
        if (unit % 50 === 0) assert.deepEqual(positions.placeOf(unit), placeAt(whole, unit));
        unit += character.length;
      }
      assert.equal(positions.byteOf(whole.length), Buffer.byteLength(whole));
    }),
    { numRuns: 60 },
  );
});

test("half of a surrogate pair counts the three bytes that Buffer writes for it", () => {
  const torn = `a${"😀".slice(0, 1)}b${"😀".slice(1)}`;
  assert.equal(positionsOf(torn).byteOf(torn.length), Buffer.byteLength(torn));
});
