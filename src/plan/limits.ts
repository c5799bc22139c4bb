// The limits that each step runs under, from the settings and from the file's own directives.

import { parseDuration } from "../core/duration.ts";
import { blocksTraffic } from "../core/lock.ts";
import type { Limits, PlannedStatement } from "../core/plan.ts";
import type { RunLimits } from "../core/settings.ts";
import type { Script } from "../core/statement.ts";
import type { Piece } from "./split.ts";

/**
 * Short for what would queue in front of the application. Long for concurrent statements and for those that only
 * take locks which let the application work, such as VALIDATE CONSTRAINT: their wait is bounded by the same
 * lock_timeout, and blocks nobody. A directive in the file beats both.
 */
export function limitsFor(piece: Piece, script: Script, limits: RunLimits): Limits {
  const fromFile = (key: string): number | undefined => {
    const value = script.directives.find((directive) => directive.key === key)?.value;
    return value === undefined ? undefined : parseDuration(value);
  };
  const usual = isPatient(piece) ? limits.concurrentLockTimeoutMs : limits.lockTimeoutMs;
  return {
    lockTimeoutMs: fromFile("lock-timeout") ?? usual,
    statementTimeoutMs: fromFile("statement-timeout") ?? limits.statementTimeoutMs,
  };
}

/** Of every statement it must be known: DO and functions may take locks that nobody sees beforehand. */
const isPatient = ({ statements }: Piece): boolean =>
  statements.length > 0 &&
  statements.every((statement) => statement.concurrent !== undefined || waitsAside(statement));

/** SHARE UPDATE EXCLUSIVE lets readers and writers pass; rows that a statement has locked itself would not. */
const waitsAside = ({ locks }: PlannedStatement): boolean =>
  locks.some(({ mode }) => mode === "SHARE UPDATE EXCLUSIVE") &&
  locks.every(({ mode }) => mode !== "ROW EXCLUSIVE" && !blocksTraffic(mode));
