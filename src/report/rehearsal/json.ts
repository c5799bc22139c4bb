// A rehearsal as members of a JSON object; docs/formats.md describes them.

import type { Difference } from "../../core/catalog.ts";
import type {
  HoldEstimate,
  ObservedLock,
  ObservedStatement,
  RehearsedMigration,
  RehearseOutcome,
  Stall,
} from "../../core/rehearsal.ts";
import { redact } from "../../core/redact.ts";
import { failureMembers } from "../failure-json.ts";
import { findingMembers } from "../findings/json.ts";

/** Lists are always there, also where nothing was rehearsed. Times are milliseconds, to the microsecond. */
export function rehearseMembers({ rehearsal, files }: RehearseOutcome): object {
  const { migrations = [], estimates = [], findings = [] } = rehearsal ?? {};
  return {
    ...(rehearsal && {
      server: rehearsal.server,
      started_at: rehearsal.startedAt,
      duration_ms: exact(rehearsal.durationMs),
      fill_rows: rehearsal.fillRows,
      start_schema: rehearsal.startSchema,
      binding: rehearsal.binding,
    }),
    migrations: migrations.map(migrationMembers),
    statements: migrations.flatMap((migration) =>
      migration.statements.map((statement) => statementMembers(migration, statement)),
    ),
    roundTrip: migrations.map(roundTripMembers),
    estimates: estimates.map(estimateMembers),
    findings: findings.map(findingMembers),
    files,
  };
}

const exact = (ms: number): number => Math.round(ms * 1000) / 1000;

function migrationMembers(migration: RehearsedMigration): object {
  const { version, name, file, durationMs, stalls, changes, failure } = migration;
  return {
    version,
    name,
    file,
    duration_ms: exact(durationMs),
    stalls: stalls.map(stallMembers),
    changes: changes.map(differenceMembers),
    ...(failure && { failure: failureMembers(failure) }),
  };
}

function statementMembers({ version }: RehearsedMigration, statement: ObservedStatement): object {
  const { number, line, kind, text, step, durationMs, locks, scanned, rewritten, walBytes } = statement;
  const { phases, stalls } = statement;
  return {
    version,
    number,
    line,
    kind,
    text: redact(text),
    step,
    duration_ms: exact(durationMs),
    locks: locks.map(lockMembers),
    scanned: scanned.map(({ relation }) => relation),
    rows_scanned: scanned.reduce((sum, { rows }) => sum + rows, 0),
    rewritten,
    wal_bytes: walBytes,
    phases,
    stall_ms: {
      read: exact(Math.max(0, ...stalls.map(({ readMs }) => readMs))),
      write: exact(Math.max(0, ...stalls.map(({ writeMs }) => writeMs))),
    },
    stalls: stalls.map(stallMembers),
  };
}

const lockMembers = ({ relation, kind, mode, existed, via, fromMs, toMs }: ObservedLock): object => ({
  relation,
  kind,
  mode,
  existed,
  via,
  held_ms: exact(toMs - fromMs),
});

const stallMembers = ({ relation, readMs, writeMs }: Stall): object => ({
  relation,
  read_ms: exact(readMs),
  write_ms: exact(writeMs),
});

function roundTripMembers({ version, roundTrip }: RehearsedMigration): object {
  const { down, restored, again, rerun, differences, failures } = roundTrip;
  return {
    version,
    down,
    restored,
    again,
    rerun,
    differences: differences.map(differenceMembers),
    failures: failures.map(({ part, failure }) => ({ part, ...failureMembers(failure) })),
  };
}

export const differenceMembers = ({ change, kind, name, fact, before, after }: Difference): object => ({
  change,
  kind,
  name,
  fact,
  before: before && redact(before),
  after: after && redact(after),
});

const estimateMembers = ({ holdMs, ...estimate }: HoldEstimate): object => ({
  ...estimate,
  hold_ms: exact(holdMs),
});
