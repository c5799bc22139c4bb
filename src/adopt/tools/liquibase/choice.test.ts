// Contexts and labels, against what Liquibase 4.28 makes of them.

import assert from "node:assert/strict";
import { test } from "node:test";

import { isChosen } from "./choice.ts";

/** The expression of a changeset, the contexts that are told, and whether it runs: as Liquibase's own class says. */
const CONTEXTS: readonly (readonly [expression: string, told: string, runs: boolean])[] = [
  ["test", "", true],
  ["@test", "", false],
  ["@test", "test", true],
  ["@test", "prod", false],
  ["test", "TEST", true],
  ["!test", "prod", true],
  ["not test", "test", false],
  ["test and dev", "test,dev", true],
  ["test and dev", "test", false],
  ["a, b", "b", true],
  ["(a or b) and !c", "b", true],
  ["(a or b) and !c", "b,c", false],
  ["!(a or b)", "c", true],
  ["not (a and b)", "a", true],
  ["@!test", "", true],
  ["@!test", "prod", true],
  ["!@test", "prod", true],
  ["@test or dev", "", true],
  ["dev or @test", "", true],
  ["test", "@test", false],
  ["@a and b", "", false],
  ["a,@b", "", true],
  ["a and not b or c", "c", true],
  ["!a and !b", "c", true],
  ["@test and dev", "test,dev", true],
  ["dev and @test", "dev,test", true],
  ["A AND B", "a,b", true],
  ["a  or  b", "b", true],
  ["prod", "test", false],
  ["!prod", "", true],
  ["@not test", "prod", true],
  ["not not a", "a", true],
];

/** The labels of a changeset and the filter that is told, likewise. */
const LABELS: readonly (readonly [labels: string, filter: string, runs: boolean])[] = [
  ["a", "", true],
  ["a", "a", true],
  ["a,b", "b", true],
  ["a", "b", false],
  ["@a", "", true],
  ["@a", "a", false],
  ["@a", "b", false],
  ["a,b", "a and b", true],
  ["a", "!a", false],
  ["a", "!b", true],
  ["a", "a or b", true],
  ["a", "(b or c) and !d", false],
  ["a", "b,a", true],
  ["@a", "!b", true],
  ["@a,b", "b", true],
];

test("contexts choose what Liquibase would run", () => {
  for (const [expression, contexts, runs] of CONTEXTS) {
    const title = `${expression} with ${contexts === "" ? "none" : contexts}`;
    assert.equal(isChosen({ contexts: [expression], labels: [] }, { contexts }), runs, title);
  }
});

test("a label filter chooses what Liquibase would run", () => {
  for (const [list, labels, runs] of LABELS) {
    assert.equal(isChosen({ contexts: [], labels: [list] }, { labels }), runs, `${list} with ${labels}`);
  }
});

test("what stands above is asked as well, and what says nothing always runs", () => {
  assert.equal(isChosen({ contexts: ["a", "b"], labels: [] }, { contexts: "a" }), false);
  assert.equal(isChosen({ contexts: ["a", "b"], labels: [] }, { contexts: "a, b" }), true);
  assert.equal(isChosen({ contexts: [], labels: [] }, { contexts: "a", labels: "!a" }), true);
});
