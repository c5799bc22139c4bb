// The word that was meant is found when it is near, and none is offered when none is.

import assert from "node:assert/strict";
import { test } from "node:test";

import { nearestWord } from "./nearest-word.ts";

const WORDS = ["url", "migrations", "lock-timeout", "lock-tries"];

const CASES: readonly (readonly [string, string | undefined])[] = [
  ["uri", "url"],
  ["migration", "migrations"],
  ["lock_timeout", "lock-timeout"],
  ["lock-timout", "lock-timeout"],
  ["lock-tris", "lock-tries"],
  ["schema", undefined],
  ["", undefined],
];

test("the nearest word is within a third of the letters", () => {
  for (const [word, near] of CASES) assert.equal(nearestWord(word, WORDS), near, word);
});
