// The verdict on a rehearsal, case by case: the one sentence that everybody reads.

import assert from "node:assert/strict";
import { test } from "node:test";

import { Failure } from "../../core/failure.ts";
import type { RehearsedMigration, RehearseOutcome, RoundTrip } from "../../core/rehearsal.ts";
import {
  SAMPLE,
  sampleLock,
  sampleMigration,
  sampleOutcome,
  sampleStatement,
} from "../../../test/support/sample-rehearsal.ts";
import { verdictOf } from "./summary.ts";

const failure = new Failure("statement-failed", "no");
const [hazard] = SAMPLE.rehearsal?.findings ?? [];
const trip = (told: Partial<RoundTrip>): RoundTrip => ({
  down: "ran",
  rerun: "failed",
  differences: [],
  failures: [],
  ...told,
});

const fine = sampleMigration("1", "fine", {});
const oneWay = sampleMigration("2", "one_way", { roundTrip: trip({ down: "none" }) });
const stuck = sampleMigration("3", "stuck", { roundTrip: trip({ restored: false }) });
const broken = sampleMigration("4", "broken", { failure, roundTrip: trip({ down: "untried" }) });
const lockedFor = (ms: number): RehearsedMigration =>
  sampleMigration("5", "locking", {
    statements: [
      sampleStatement({ text: "x", locks: [sampleLock("orders", "SHARE", { times: [0, ms] })] }),
      sampleStatement({
        text: "y",
        locks: [sampleLock("new", "SHARE", { existed: false, times: [0, 9999] })],
      }),
    ],
  });

const CASES: readonly (readonly [verdict: string, outcome: RehearseOutcome])[] = [
  [
    "good Nothing is pending: there was nothing to rehearse.",
    { command: "rehearse", problems: [], files: [] },
  ],
  ["bad Nothing was rehearsed.", { command: "rehearse", problems: [], files: [], failure }],
  ["bad 4 broken fails.", { ...sampleOutcome([broken]), failure }],
  ["bad 4 broken fails. 2 migrations before it ran.", { ...sampleOutcome([fine, oneWay, broken]), failure }],
  ["bad The rehearsal broke off after 1 migration.", { ...sampleOutcome([fine]), failure }],
  [
    "good The migration ran and can be undone. No reader or writer of what was there had to wait.",
    sampleOutcome([fine]),
  ],
  [
    "good Both migrations ran, and 1 of them can be undone. No reader or writer of what was there had to wait.",
    sampleOutcome([fine, oneWay]),
  ],
  [
    "good The migration ran and can be undone. The longest lock that others feel is 1.2 s on public.orders.",
    sampleOutcome([lockedFor(1200)]),
  ],
  [
    "warn All 3 migrations ran, but 1 of them cannot be undone cleanly.",
    sampleOutcome([fine, oneWay, stuck]),
  ],
  ["warn The migration ran, but it cannot be undone cleanly.", sampleOutcome([stuck])],
  [
    "warn Both migrations ran, but 1 hazard was seen in 1 of them.",
    sampleOutcome([fine, stuck], { findings: hazard ? [{ ...hazard, version: stuck.version }] : [] }),
  ],
];

test("the verdict says the worst first, and the best only where all is well", () => {
  for (const [said, outcome] of CASES) {
    const { tone, text } = verdictOf(outcome);
    assert.equal(`${tone} ${text}`, said);
  }
});
