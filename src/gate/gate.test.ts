// Each gate decides from a policy and from evidence: what opens it, what keeps it closed, and what it says then.

import assert from "node:assert/strict";
import { test } from "node:test";

import type { Backup, BackupKind } from "../core/backup.ts";
import type { DeployEntry, DeployMigration } from "../core/deploy.ts";
import type { GateName, GatePolicies } from "../core/gate.ts";
import type { AppliedMigration } from "../core/history.ts";
import { asChecksum } from "../core/migration.ts";
import { asVersion } from "../core/version.ts";
import { sampleMigration, sampleOutcome } from "../../test/support/sample-rehearsal.ts";
import { askGate, askedGates, planHash, type Evidence } from "./gate.ts";

const NOW = new Date("2026-11-22T18:00:00Z");
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const before = (ms: number): string => new Date(NOW.getTime() - ms).toISOString();

const { rehearsal: rehearsed } = sampleOutcome([
  sampleMigration("20260101_090000", "create_ships", {}),
  sampleMigration("20260102_090000", "add_flag", {}),
]);
assert.ok(rehearsed);
const MIGRATIONS: readonly DeployMigration[] = rehearsed.migrations.map(
  ({ version, name, file, checksum, downChecksum }) => ({
    ...{ version, name, file, checksum, irreversible: downChecksum === undefined },
    ...(downChecksum === undefined ? {} : { downChecksum }),
  }),
);
const calm = { ...rehearsed, startedAt: before(HOUR), findings: [] };

const BACKUP: Backup = {
  ...{ id: "20261122_173000_4f2a", kind: "pg_dump", database: "app", system: "7", serverVersion: 180_000 },
  ...{ startedAt: before(31 * MINUTE), finishedAt: before(30 * MINUTE), place: "dump" },
  proof: { provenAt: before(29 * MINUTE), restoreMs: 1200, tables: 3, rows: 40, hashes: false },
};

const applied = (migration: DeployMigration, appliedAt: string): AppliedMigration => ({
  ...{ version: migration.version, name: migration.name, entry: 1, by: "applied", appliedAt },
  checksum: migration.checksum,
});

const approvalBy = (sessionRole: string, ago = MINUTE, plan = "plan"): DeployEntry => ({
  ...{ deploy: "d", environment: "production", event: "approved", plan, evidence: {}, sessionRole },
  recordedAt: before(ago),
});

const ALL: GatePolicies = {
  ...{ lint: {}, rehearsal: {}, staging: { forMs: HOUR }, approval: {}, health: {} },
  backup: { maxAgeMs: HOUR, proven: true, hashes: false },
};

const GOOD: Evidence = {
  ...{ environment: "production", policies: ALL, now: NOW, migrations: MIGRATIONS, plan: "plan" },
  ...{ limits: calm.limits, role: calm.role, serverVersion: calm.server.version, sessionRole: "deploy" },
  hazards: { found: [] },
  rehearsal: { found: calm },
  staging: {
    found: {
      environment: "staging",
      now: NOW,
      applied: MIGRATIONS.map((each) => applied(each, before(2 * HOUR))),
    },
  },
  approvals: { found: [approvalBy("colleague")] },
  health: { found: [{ check: "dump", about: "no dump", ailments: [] }] },
  backup: { candidate: { found: BACKUP }, database: "app", system: "7", kind: "pg_dump" },
};

const window = (policy: Partial<NonNullable<GatePolicies["window"]>>): Partial<Evidence> => ({
  policies: {
    window: { zone: "UTC", days: ["sun"], from: "00:00", to: "00:00", freezes: [], ...policy },
  },
});

type Case = readonly [gate: GateName, state: string, says: RegExp, change?: Partial<Evidence>];

const [first] = MIGRATIONS;
const staging = (list: readonly AppliedMigration[]): Partial<Evidence> => ({
  staging: { found: { environment: "staging", now: NOW, applied: list } },
});
const backup = (change: Partial<Backup>): Partial<Evidence> => ({
  backup: { ...GOOD.backup, candidate: { found: { ...BACKUP, ...change } } },
});

const untaken = (kind: BackupKind): Partial<Evidence> => ({
  backup: { database: "app", system: "7", kind },
});
const unproven = (kind: BackupKind, checked?: string): Partial<Evidence> => {
  const { proof: _proof, ...found } = { ...BACKUP, kind, ...(checked === undefined ? {} : { checked }) };
  return { backup: { ...GOOD.backup, candidate: { found } } };
};
const NO_PROOF: Partial<Evidence> = {
  policies: { backup: { maxAgeMs: HOUR, proven: false, hashes: false } },
};

const CASES: readonly Case[] = [
  ["lint", "open", /without a hazard/],
  [
    "lint",
    "closed",
    /^1 hazard: drop-table \(a\.sql:3\)\.$/,
    {
      hazards: {
        found: [
          {
            rule: "drop-table",
            class: "hazard",
            severity: "error",
            file: "a.sql",
            line: 3,
            message: "m",
            instead: "i",
          },
        ],
      },
    },
  ],
  ["lint", "closed", /cannot be read/, { hazards: { missing: "a.sql cannot be read" } }],
  ["rehearsal", "open", /rehearsed 1 h ago on PostgreSQL \d+, byte for byte/],
  ["rehearsal", "closed", /no record/, { rehearsal: { missing: "There is no record." } }],
  [
    "rehearsal",
    "closed",
    /^Not rehearsed as it is now: /,
    { migrations: MIGRATIONS.map((each) => ({ ...each, checksum: asChecksum("1:other") })) },
  ],
  [
    "rehearsal",
    "closed",
    /^Not rehearsed as it is now: /,
    { migrations: MIGRATIONS.map((each) => ({ ...each, downChecksum: asChecksum("1:other") })) },
  ],
  [
    "rehearsal",
    "closed",
    /^It was rehearsed on PostgreSQL \d+, and the target is 15\.$/,
    { serverVersion: 150_004 },
  ],
  ["rehearsal", "closed", /would run as owner/, { role: "owner" }],
  ["rehearsal", "closed", /other limits/, { limits: { ...calm.limits, lockTimeoutMs: 1 } }],
  ["rehearsal", "open", /byte for byte/, { limits: { ...calm.limits, deployLockWaitMs: 1 } }],
  [
    "rehearsal",
    "closed",
    /1 h old, and may be 10 min/,
    { policies: { rehearsal: { maxAgeMs: 10 * MINUTE } } },
  ],
  ["staging", "open", /on staging, byte for byte, for at least 2 h\.$/],
  ["staging", "closed", /is not applied on staging/, staging([])],
  [
    "staging",
    "closed",
    /ran with other bytes on staging/,
    staging(MIGRATIONS.map((each) => ({ ...applied(each, before(2 * HOUR)), checksum: asChecksum("1:x") }))),
  ],
  [
    "staging",
    "closed",
    /is marked-applied on staging, and never ran there/,
    staging(MIGRATIONS.map((each) => ({ ...applied(each, before(2 * HOUR)), by: "marked-applied" }))),
  ],
  [
    "staging",
    "closed",
    /has been on staging for 30 min 0 s, and must be for 1 h\.$/,
    staging(MIGRATIONS.map((each) => applied(each, before(30 * MINUTE)))),
  ],
  ["staging", "closed", /cannot be read/, { staging: { missing: "It cannot be read." } }],
  ["approval", "open", /^colleague approved the plan plan 1 min 0 s ago\.$/],
  ["approval", "closed", /^Nobody has approved/, { approvals: { found: [] } }],
  [
    "approval",
    "closed",
    /of other plans/,
    { approvals: { found: [approvalBy("colleague", MINUTE, "old")] } },
  ],
  ["approval", "closed", /approved by deploy, who may not/, { approvals: { found: [approvalBy("deploy")] } }],
  ["approval", "closed", /approved by colleague, who may not/, { policies: { approval: { by: ["dba"] } } }],
  ["approval", "closed", /1 min 0 s old/, { policies: { approval: { maxAgeMs: 1000 } } }],
  ["health", "open", /^1 check, nothing is in the way\.$/],
  [
    "health",
    "open",
    /^1 check, 1 warning\.$/,
    {
      health: {
        found: [{ check: "c", about: "a", ailments: [{ severity: "warning", message: "w", remedy: "r" }] }],
      },
    },
  ],
  [
    "health",
    "closed",
    /^A dump runs\.$/,
    {
      health: {
        found: [
          { check: "c", about: "a", ailments: [{ severity: "error", message: "A dump runs.", remedy: "r" }] },
        ],
      },
    },
  ],
  ["backup", "open", /finished 30 min 0 s ago, restored in 1\.2 s with 40 rows in 3 tables\.$/],
  ["backup", "due", /taken, and proven/, untaken("pg_dump")],
  [
    "backup",
    "closed",
    /^A proof is asked for: a backup of the kind pgbackrest cannot be restored/,
    untaken("pgbackrest"),
  ],
  ["backup", "due", /^One is taken before/, { ...untaken("pgbackrest"), ...NO_PROOF }],
  ["backup", "due", /^One is taken/, { ...untaken("pgbackrest"), migrations: [] }],
  ["backup", "closed", /the kind rds-snapshot cannot be restored from here\.$/, unproven("rds-snapshot")],
  ["backup", "closed", /nobody has restored it\.$/, unproven("pg_dump")],
  [
    "backup",
    "open",
    /not proven by a restore \(pgbackrest verify\)\.$/,
    { ...unproven("pgbackrest", "pgbackrest verify"), ...NO_PROOF },
  ],
  [
    "backup",
    "closed",
    /^There is no receipt/,
    { backup: { ...GOOD.backup, candidate: { missing: "There is no receipt." } } },
  ],
  ["backup", "closed", /is a backup of other, and not of app/, backup({ database: "other" })],
  ["backup", "closed", /on another server/, backup({ system: "8" })],
  ["backup", "closed", /is 2 h old, and may be 1 h\.$/, backup({ finishedAt: before(2 * HOUR) })],
  [
    "backup",
    "closed",
    /without comparing the rows/,
    { policies: { backup: { maxAgeMs: HOUR, proven: true, hashes: true } } },
  ],
  ["window", "open", /^It is sun 2026-11-22 18:00 in UTC/, window({})],
  ["window", "closed", /changes are made on mon/, window({ days: ["mon"] })],
  ["window", "closed", /from 09:00 to 18:00/, window({ from: "09:00", to: "18:00" })],
  [
    "window",
    "open",
    /19:00 in Europe\/Berlin/,
    window({ zone: "Europe/Berlin", from: "19:00", to: "20:00" }),
  ],
  ["window", "open", /inside/, window({ from: "17:00", to: "04:00" })],
  ["window", "closed", /./, window({ from: "22:00", to: "04:00" })],
  ["window", "open", /mon 2026-11-23 03:00/, window({ zone: "Asia/Yakutsk", from: "22:00", to: "04:00" })],
  [
    "window",
    "closed",
    /nothing is changed from 2026-11-22 to 2026-11-22 \(sale\)/,
    window({ freezes: [{ from: "2026-11-22", to: "2026-11-22", why: "sale" }] }),
  ],
  ["window", "open", /./, window({ freezes: [{ from: "2026-11-22 18:01", to: "2026-11-30" }] })],
];

for (const [gate, state, says, change = {}] of CASES) {
  test(`${gate} is ${state}: ${says.source}`, () => {
    const answer = askGate(gate, { ...GOOD, ...change }, undefined);
    assert.match(answer.says, says);
    assert.equal(answer.state, state);
    assert.equal(
      answer.remedy !== undefined,
      state === "closed",
      "a closed gate, and no other, says what to do",
    );
  });
}

test("a waiver opens nothing: it stands beside what the gate said", () => {
  const closed = { ...GOOD, approvals: { found: [] } };
  assert.deepEqual(askGate("approval", closed, "an outage"), {
    ...{ gate: "approval", state: "waived", reason: "an outage" },
    says: askGate("approval", closed, undefined).says,
  });
  assert.equal(askGate("approval", GOOD, "an outage").state, "open");
});

test("gates are asked in one order, and only those that have a policy", () => {
  assert.deepEqual(askedGates({ backup: { maxAgeMs: 1, proven: true, hashes: false }, lint: {} }), [
    "lint",
    "backup",
  ]);
});

test("the hash of a plan changes with the environment, with any byte, and with the order", () => {
  assert.ok(first);
  const other = { ...first, version: asVersion("20990101_000000") };
  const plans: readonly (readonly [string, readonly DeployMigration[]])[] = [
    ["production", [first]],
    ["staging", [first]],
    ["production", [{ ...first, checksum: asChecksum("1:x") }]],
    ["production", [{ ...first, downChecksum: asChecksum("1:x") }]],
    ["production", [first, other]],
    ["production", [other, first]],
    ["production", []],
  ];
  assert.equal(new Set(plans.map(([name, files]) => planHash(name, files))).size, plans.length);
});
