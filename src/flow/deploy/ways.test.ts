// A deploy that stopped names the way back that its kind of backup has.

import assert from "node:assert/strict";
import { test } from "node:test";

import type { Backup } from "../../core/backup.ts";
import { Failure } from "../../core/failure.ts";
import { asVersion } from "../../core/version.ts";
import { waysFrom } from "./ways.ts";

const ID = "20261122_180312_4f2a";
const ARN = "arn:aws:rds:eu-central-1:123456789012";

const CASES: readonly (readonly [kind: Backup["kind"], place: string, back: RegExp])[] = [
  [
    "pg_dump",
    "dump",
    /^lockkeeper backup restore 20261122_180312_4f2a --env production --confirm production$/,
  ],
  ["template", "app_backup", /^lockkeeper backup restore/],
  ["restore-point", `lockkeeper_${ID}`, /recovery_target_name = 'lockkeeper_20261122_180312_4f2a'/],
  ["pgbackrest", "main/20261122-180312F", /pgbackrest --stanza=main --set=20261122-180312F .* restore$/],
  ["rds-snapshot", `${ARN}:snapshot:a`, /^aws rds restore-db-instance-from-db-snapshot .*:snapshot:a /],
  [
    "rds-snapshot",
    `${ARN}:cluster-snapshot:a`,
    /^aws rds restore-db-cluster-from-snapshot .* create-db-instance/,
  ],
  ["command", "vault:7", /^It is at vault:7\.$/],
];

const backupOf = (kind: Backup["kind"], place: string): Backup => ({
  ...{ id: ID, kind, place, database: "app", serverVersion: 180_001 },
  ...{ startedAt: "2026-11-22T18:03:12.000Z", finishedAt: "2026-11-22T18:04:12.000Z" },
});

for (const [kind, place, back] of CASES) {
  test(`from a ${kind} at ${place}`, () => {
    const applied = [{ version: asVersion("20261122_180000"), name: "drop_notes", durationMs: 1 }];
    const outcome = { applied, backup: backupOf(kind, place), environment: "production", stages: [] };
    const ways = waysFrom(outcome, new Failure("statement-failed", "It failed."));
    assert.match(ways.at(-1) ?? "", /^Back, to before the deploy: /);
    assert.match((ways.at(-1) ?? "").replace("Back, to before the deploy: ", ""), back);
    assert.deepEqual(
      waysFrom({ ...outcome, applied: [] }, new Failure("statement-failed", "It failed.")).slice(1),
      ["Go on, once the cause is gone: lockkeeper deploy production"],
    );
  });
}
