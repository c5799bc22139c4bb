// Durations are read as people write them, and shown as people read them.

import assert from "node:assert/strict";
import { test } from "node:test";

import * as fc from "fast-check";

import { parseDuration, showDuration } from "./duration.ts";

const READ: readonly (readonly [string, number | undefined])[] = [
  ["500ms", 500],
  ["2s", 2000],
  [" 1.5s ", 1500],
  ["10min", 600_000],
  ["1h", 3_600_000],
  ["0", 0],
  ["0s", 0],
  ["596h", 2_145_600_000],
  ["597h", undefined],
  ["5", undefined],
  ["-1s", undefined],
  ["2 s", undefined],
  ["2m", undefined],
  ["1e3ms", undefined],
  ["s", undefined],
  ["", undefined],
];

const SHOWN: readonly (readonly [number, string])[] = [
  [0, "0 ms"],
  [7.4, "7 ms"],
  [999, "999 ms"],
  [1000, "1.0 s"],
  [59_940, "59.9 s"],
  [60_000, "1 min 0 s"],
  [185_000, "3 min 5 s"],
];

test("a duration is a number with a unit, and only 0 stands alone", () => {
  for (const [text, ms] of READ) assert.equal(parseDuration(text), ms, text);
});

test("a duration is shown in the unit that fits its size", () => {
  for (const [ms, text] of SHOWN) assert.equal(showDuration(ms), text);
});

test("reading never throws, and gives whole milliseconds that PostgreSQL can hold", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[0-9.]{1,12}(ms|s|min|h)?$/)), (text) => {
      const ms = parseDuration(text);
      if (ms !== undefined) assert.ok(Number.isInteger(ms) && ms >= 0 && ms <= 2_147_483_647);
    }),
  );
});
