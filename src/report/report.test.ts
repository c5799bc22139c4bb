// Every kind of outcome as text and as JSON: what is wrong goes to stderr, and no secret goes anywhere.

import assert from "node:assert/strict";
import { test } from "node:test";

import { Failure } from "../core/failure.ts";
import type { MigrateOutcome, Outcome } from "../core/outcome.ts";
import type { Problem } from "../core/problem.ts";
import { asVersion } from "../core/version.ts";
import { render, renderFailureReport } from "./report.ts";

const version = asVersion("20240101_090000");
const entry = { version, name: "users" };
const problem: Problem = {
  code: "syntax-error",
  severity: "warning",
  message: "PostgreSQL cannot read this.",
  remedy: "Correct it.",
  file: "m/a.sql",
  line: 3,
};
const failure = new Failure("statement-failed", "m/a.sql:1: no; password=s3cr3t", {
  hint: "Do password 's3cr3t'.",
});
const up: MigrateOutcome = {
  command: "migrate",
  direction: "up",
  target: "db",
  applied: [],
  pending: [],
  problems: [],
};
const done = { ...entry, durationMs: 1234.5678 };

interface Case {
  readonly outcome: Outcome;
  readonly out: string;
  readonly err?: string;
  readonly json: unknown;
}

const CASES: Readonly<Record<string, Case>> = {
  "up with nothing to do": {
    outcome: up,
    out: "db\nNothing is pending.\n",
    json: { outcome: "idle", target: "db", direction: "up", applied: [], pending: [], problems: [] },
  },
  "up that applied": {
    outcome: { ...up, applied: [done], pending: [entry] },
    out: "db\n  ✓ 20240101_090000  users     1.2 s\n1 migration applied in 1.2 s. 1 migration still pending.\n",
    json: {
      outcome: "applied",
      target: "db",
      direction: "up",
      applied: [{ ...entry, duration_ms: 1234.568 }],
      pending: [entry],
      problems: [],
    },
  },
  "up that failed half-way": {
    outcome: { ...up, applied: [done], problems: [problem], failure },
    out: "db\n  ✓ 20240101_090000  users     1.2 s\n1 migration applied before:\n",
    err:
      "! m/a.sql:3: PostgreSQL cannot read this.\n  Correct it.\n" +
      "✗ m/a.sql:1: no; password=***\n  next: Do password '***'.\n",
    json: {
      outcome: "partial",
      target: "db",
      direction: "up",
      applied: [{ ...entry, duration_ms: 1234.568 }],
      pending: [],
      problems: [problem],
      failure: {
        code: "statement-failed",
        message: "m/a.sql:1: no; password=***",
        hint: "Do password '***'.",
      },
    },
  },
  "down with nothing to undo": {
    outcome: { ...up, direction: "down" },
    out: "db\nNothing to undo.\n",
    json: { outcome: "idle", target: "db", direction: "down", applied: [], pending: [], problems: [] },
  },
  "a status": {
    outcome: {
      command: "status",
      applied: [{ ...entry, by: "baselined", appliedAt: "2026-01-02T03:04:05.678Z" }],
      pending: [],
      unfinished: [],
      repeatables: [],
      problems: [],
    },
    out: "Applied: 1\n  ✓ 20240101_090000  users  2026-01-02 03:04:05, baselined\nPending: 0\n",
    json: {
      outcome: "ok",
      applied: [{ ...entry, by: "baselined", applied_at: "2026-01-02T03:04:05.678Z" }],
      pending: [],
      unfinished: [],
      repeatables: [],
      problems: [],
    },
  },
  "a status that could not ask the database": {
    outcome: {
      command: "status",
      applied: [],
      pending: [],
      unfinished: [],
      repeatables: [],
      problems: [],
      failure,
    },
    out: "",
    err: "✗ m/a.sql:1: no; password=***\n  next: Do password '***'.\n",
    json: {
      outcome: "failed",
      applied: [],
      pending: [],
      unfinished: [],
      repeatables: [],
      problems: [],
      failure: {
        code: "statement-failed",
        message: "m/a.sql:1: no; password=***",
        hint: "Do password '***'.",
      },
    },
  },
  "a verification": {
    outcome: { command: "verify", checks: [{ ...entry, result: "absent" }], problems: [] },
    out: "0 migrations verified. 1 migration without a verify script.\n",
    json: { outcome: "ok", checks: [{ ...entry, result: "absent" }], problems: [] },
  },
  "a note": {
    outcome: {
      command: "note",
      word: "applied",
      lines: ["did it"],
      facts: { it: 1 },
      target: "db",
      problems: [],
    },
    out: "✓ did it\n",
    json: { outcome: "applied", target: "db", it: 1, problems: [] },
  },
  "a note about nothing": {
    outcome: { command: "note", word: "idle", lines: [], facts: {}, problems: [] },
    out: "Nothing to do.\n",
    json: { outcome: "idle", problems: [] },
  },
};

for (const [name, { outcome, out, err = "", json }] of Object.entries(CASES)) {
  test(`${name} is shown as text and as JSON`, () => {
    assert.deepEqual(render(outcome, { format: "text", colour: false }), { out, err });
    const machine = render(outcome, { format: "json", colour: false });
    assert.deepEqual(JSON.parse(machine.out), json);
    assert.equal(machine.err, "");
    assert.equal(machine.out.indexOf("\n"), machine.out.length - 1, "one line");
  });
}

test("a failure before anything else is one line of JSON, or text on stderr", () => {
  const refused = new Failure("unconfirmed", "Sure?", { hint: "--yes" });
  assert.deepEqual(renderFailureReport(refused, { format: "text", colour: false }), {
    out: "",
    err: "✗ Sure?\n  next: --yes\n",
  });
  assert.deepEqual(JSON.parse(renderFailureReport(refused, { format: "json", colour: true }).out), {
    outcome: "refused",
    problems: [],
    failure: { code: "unconfirmed", message: "Sure?", hint: "--yes" },
  });
});

test("colour is only there where it is asked for", () => {
  assert.match(render(up, { format: "text", colour: true }).out, /\u001B\[/);
});
