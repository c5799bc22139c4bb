// What a rehearsal saw decides: dismissed is only what it would have seen and did not.

import assert from "node:assert/strict";
import { test } from "node:test";

import { sampleLock, sampleMigration, sampleStatement } from "../../test/support/sample-rehearsal.ts";
import type { Claim, Finding } from "../core/finding.ts";
import type { ObservedStatement, RehearsedMigration } from "../core/rehearsal.ts";
import { dismiss, unforeseen } from "./by-rehearsal.ts";

const FILE = "migrations/1_m.sql";
const SCAN: Claim = { relation: "public.t", mode: "ACCESS EXCLUSIVE", work: "scan" };
const SCANNED = [{ relation: "public.t", existed: true, rows: 0 }];
const times = [0, 1] as const;
const STRONG = sampleLock("t", "ACCESS EXCLUSIVE", { times });
const WEAK = sampleLock("t", "SHARE UPDATE EXCLUSIVE", { times });
const NEW = sampleLock("t", "ACCESS EXCLUSIVE", { times, existed: false });

const finding = (claim: Claim | undefined, line: number = 1): Finding => ({
  rule: "some-rule",
  class: "hazard",
  severity: "error",
  file: FILE,
  line,
  message: "",
  instead: "",
  ...(claim === undefined ? {} : { claim }),
});

const statement = (told: Partial<ObservedStatement>): ObservedStatement =>
  sampleStatement({ text: "alter table t", ...told });

const CASES: readonly (readonly [
  name: string,
  claim: Claim | undefined,
  statements: readonly ObservedStatement[],
  dismissed: RegExp | undefined,
  kind?: "autocommit",
])[] = [
  ["what was seen stands", SCAN, [statement({ locks: [STRONG], scanned: SCANNED })], undefined],
  ["no lock on the table", SCAN, [statement({ scanned: SCANNED })], /saw no lock on public\.t/],
  ["a lock that lets others go on", SCAN, [statement({ locks: [WEAK] })], /only SHARE UPDATE EXCLUSIVE/],
  ["a table that is new", SCAN, [statement({ locks: [NEW], scanned: SCANNED })], /not there before/],
  ["a lock without work", SCAN, [statement({ locks: [STRONG] })], /for an instant/],
  [
    "a lock that an earlier statement holds",
    SCAN,
    [statement({ locks: [STRONG] }), statement({ number: 2, line: 1, scanned: SCANNED })],
    undefined,
  ],
  [
    "rows that are changed, of which a scratch table may have none",
    { ...SCAN, work: "write" },
    [statement({ locks: [STRONG] })],
    undefined,
  ],
  [
    "outside of a transaction, where locks are not seen for certain",
    SCAN,
    [statement({})],
    undefined,
    "autocommit",
  ],
  ["after a renaming", SCAN, [statement({ text: "alter table a rename to t" })], undefined],
  ["a finding that claims no lock", undefined, [statement({})], undefined],
];

for (const [name, claim, statements, dismissed, kind = "transaction"] of CASES) {
  test(`by a rehearsal: ${name}`, () => {
    const steps: RehearsedMigration["steps"] = [{ kind, startMs: 0, endMs: 1 }];
    const migration = sampleMigration("1", "m", { statements, steps });
    const found = dismiss([finding(claim)], [{ file: FILE, migration }]);
    assert.equal(found.findings.length, dismissed === undefined ? 1 : 0);
    if (dismissed !== undefined) assert.match(found.dismissed[0]?.reason ?? "", dismissed);
  });
}

test("an observed hazard is told where no finding of its statement speaks of work", () => {
  const statements = [statement({ line: 1 }), statement({ number: 2, line: 5 })];
  const migration = sampleMigration("1", "m", { statements });
  const seen = { ...finding(undefined, 5), rule: "blocks-while-working", version: migration.version };
  const rehearsed = [{ file: FILE, migration }];
  assert.equal(unforeseen([seen], [], rehearsed).length, 1);
  assert.equal(unforeseen([seen], [finding(SCAN, 1)], rehearsed).length, 1);
  assert.equal(unforeseen([seen], [finding(SCAN, 7)], rehearsed).length, 0);
  assert.equal(unforeseen([{ ...seen, rule: "down-fails" }], [], rehearsed).length, 0);
});
