// The limits that each step runs under, from the settings and from the file's own directives.

import { parseDuration } from "../core/duration.ts";
import type { Limits } from "../core/plan.ts";
import type { RunLimits } from "../core/settings.ts";
import type { Script } from "../core/statement.ts";

/**
 * Short for what would queue in front of the application, long for concurrent statements: their wait for old
 * transactions is bounded by the same lock_timeout, and blocks nobody. A directive in the file beats both.
 */
export function limitsFor(patient: boolean, script: Script, limits: RunLimits): Limits {
  const fromFile = (key: string): number | undefined => {
    const value = script.directives.find((directive) => directive.key === key)?.value;
    return value === undefined ? undefined : parseDuration(value);
  };
  return {
    lockTimeoutMs: fromFile("lock-timeout") ?? (patient ? limits.concurrentLockTimeoutMs : limits.lockTimeoutMs),
    statementTimeoutMs: fromFile("statement-timeout") ?? limits.statementTimeoutMs,
  };
}
