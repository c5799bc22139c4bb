// Figures as people read them, case by case.

import assert from "node:assert/strict";
import { test } from "node:test";

import { listed, showBytes, showServer, showTime, showWhen } from "./figures.ts";

const CASES: readonly (readonly [said: string, shown: string])[] = [
  ["0 ms", showTime(0)],
  ["0.04 ms", showTime(0.04)],
  ["0.4 ms", showTime(0.4)],
  ["9.9 ms", showTime(9.94)],
  ["10 ms", showTime(9.96)],
  ["1.2 s", showTime(1200)],
  ["4 min 10 s", showTime(250_000)],
  ["0 bytes", showBytes(0)],
  ["1,023 bytes", showBytes(1023)],
  ["1.0 kB", showBytes(1024)],
  ["46.1 MB", showBytes(48_300_000)],
  ["3.1 GB", showBytes(3_328_599_654)],
  ["18.4", showServer(180_004)],
  ["15.19", showServer(150_019)],
  ["18", showServer(18)],
  ["2026-11-22 11:03 UTC", showWhen("2026-11-22T11:03:12.345Z")],
  ["whenever", showWhen("whenever")],
  ["", listed([])],
  ["a", listed(["a"])],
  ["a, b and c", listed(["a", "b", "c"])],
];

test("times, sizes, versions and lists are short and exact enough", () => {
  for (const [said, shown] of CASES) assert.equal(shown, said);
});
