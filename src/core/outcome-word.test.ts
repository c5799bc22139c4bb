// One word and one exit code for every outcome, and failures that say the same everywhere.

import assert from "node:assert/strict";
import { test } from "node:test";

import { asFailure, EXIT_CODES, exitCodeOf, Failure, FAILURE_EXITS, type FailureCode } from "./failure.ts";
import { exitCodeFor, wordOf } from "./outcome-word.ts";
import type { DoneMigration, MigrateOutcome, Outcome } from "./outcome.ts";
import { asVersion } from "./version.ts";

const done: DoneMigration = { version: asVersion("1"), name: "one", durationMs: 1 };
const up: MigrateOutcome = {
  command: "migrate",
  direction: "up",
  applied: [],
  pending: [],
  problems: [],
};
const status = {
  command: "status",
  applied: [],
  pending: [],
  unfinished: [],
  repeatables: [],
  problems: [],
} as const;
const failed = (code: FailureCode): { readonly failure: Failure } => ({ failure: new Failure(code, "why") });

const CASES: readonly (readonly [Outcome, word: string, exit: number])[] = [
  [up, "idle", 0],
  [{ ...up, applied: [done] }, "applied", 0],
  [{ ...up, applied: [done], ...failed("statement-failed") }, "partial", 1],
  [{ ...up, applied: [done], ...failed("interrupted") }, "partial", 5],
  [{ ...up, ...failed("statement-failed") }, "failed", 1],
  [{ ...up, ...failed("out-of-order") }, "refused", 3],
  [{ ...up, ...failed("locked") }, "refused", 4],
  [{ ...up, ...failed("wrong-use") }, "failed", 2],
  [status, "ok", 0],
  [{ ...status, ...failed("problems-found") }, "failed", 1],
  [{ command: "plan", problems: [] }, "idle", 0],
  [
    { command: "plan", plan: { direction: "up", migrations: [], all: [], position: 0 }, problems: [] },
    "idle",
    0,
  ],
  [{ command: "verify", checks: [], problems: [] }, "ok", 0],
  [{ command: "note", word: "applied", lines: [], facts: {}, problems: [] }, "applied", 0],
];

test("an outcome is summed up in one word and one exit code", () => {
  for (const [outcome, word, exit] of CASES) {
    assert.equal(wordOf(outcome), word);
    assert.equal(exitCodeFor(outcome), exit);
  }
});

test("every failure code leads to an exit code that is not 0", () => {
  for (const code of Object.keys(FAILURE_EXITS) as FailureCode[]) {
    const exit = exitCodeOf(new Failure(code, "why"));
    assert.ok(Object.values<number>(EXIT_CODES).includes(exit) && exit !== 0, code);
  }
});

test("what is thrown and is no failure is called a defect", () => {
  const failure = new Failure("locked", "held");
  assert.equal(asFailure(failure), failure);
  assert.equal(asFailure(new RangeError("oh")).code, "unexpected");
  assert.equal(asFailure("text").message, "text");
});
