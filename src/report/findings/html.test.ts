// The page of findings: whole, in order, and safe to open.

import assert from "node:assert/strict";
import { test } from "node:test";

import { Failure } from "../../core/failure.ts";
import type { CheckOutcome } from "../../core/outcome.ts";
import { findingsPage } from "./html.ts";

const OUTCOME: CheckOutcome = {
  ...{ command: "check", about: "plan", files: 1, problems: [] },
  planned: { hash: "9f86d081", create: 1, update: 0, replace: 0, destroy: 2 },
  findings: [
    { rule: "tags", class: "advice", severity: "warning", message: "No tags.", instead: "Add tags." },
    {
      ...{ rule: "state-destroyed", class: "hazard", severity: "error" },
      message: 'aws_db_instance.main["<script>alert(1)</script>"] would be destroyed.',
      instead: "Keep it.",
      file: "plan.json",
    },
  ],
  failure: new Failure("state-destroyed", "The plan destroys data.", { hint: "Waive it by its hash." }),
};

test("the page says what is planned, hazards before advice, and how to go on", () => {
  const page = findingsPage(OUTCOME, "Planned infrastructure");
  const places = [
    "Planned infrastructure: 1 hazard found",
    "Plan 9f86d081",
    "To destroy: 2.",
    "The plan destroys data.",
    "would be destroyed",
    "No tags.",
  ];
  const found = places.map((text) => page.indexOf(text));
  assert.ok(
    found.every((at) => at > 0),
    JSON.stringify(found),
  );
  assert.deepEqual(
    found,
    found.toSorted((a, b) => a - b),
  );
});

test("what comes from a plan is text and nothing else", () => {
  const page = findingsPage(OUTCOME, "Planned infrastructure");
  assert.doesNotMatch(page, /<script/);
  assert.match(page, /&lt;script/);
  assert.match(page, /Content-Security-Policy" content="default-src 'none'/);
});

test("a plan without hazards says so", () => {
  const { failure: _failure, ...rest } = OUTCOME;
  const page = findingsPage({ ...rest, findings: [] }, "Planned infrastructure");
  assert.match(page, /no hazard found/);
  assert.doesNotMatch(page, /What was found/);
});
