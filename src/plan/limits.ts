// The limits that each step runs under, from the settings and from the file's own directives.

import { parseDuration } from "../core/duration.ts";
import { blocksTraffic } from "../core/lock.ts";
import type { Limits } from "../core/plan.ts";
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

function isPatient({ statements }: Piece): boolean {
  const locks = statements.flatMap((statement) => statement.locks);
  if (statements.some(({ concurrent }) => concurrent)) return true;
  return locks.length > 0 && !locks.some(({ mode }) => blocksTraffic(mode));
}
