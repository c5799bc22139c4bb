// A fix is better where its finding goes and none comes.

import assert from "node:assert/strict";
import { test } from "node:test";

import type { Finding } from "../../core/finding.ts";
import { isBetter } from "./is-better.ts";

const finding = (rule: string, file: string = "1.sql"): Finding => ({
  rule,
  class: "hazard",
  severity: "error",
  file,
  message: "",
  instead: "",
});

const [a, b] = [finding("a"), finding("b")];

const CASES: readonly (readonly [
  name: string,
  before: readonly Finding[],
  after: readonly Finding[],
  better: boolean,
])[] = [
  ["it goes", [a], [], true],
  ["one of two goes", [a, a, b], [a, b], true],
  ["it stays", [a], [a], false],
  ["another comes", [a], [b], false],
  ["it comes up in another file", [a], [finding("a", "2.sql")], false],
];

for (const [name, before, after, better] of CASES) {
  test(`a fix of a where ${name}`, () => assert.equal(isBetter(a, before, after), better));
}
