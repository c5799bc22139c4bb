// The door of health: asks a database everything that a change depends on.

import type { HealthReport } from "../core/health.ts";
import { isStatementError, type Session } from "../database/database.ts";
import { HEALTH_LIMITS, type HealthCheck, type HealthLimits } from "./check.ts";
import { ARCHIVE, REPLICATION, SLOTS } from "./checks/archive.ts";
import { CONNECTIONS, PRIVILEGES, READ_ONLY, VERSION } from "./checks/server.ts";
import { CONSTRAINTS, INDEXES } from "./checks/schema.ts";
import { DUMP, IDLE, PREPARED, TRANSACTIONS, WAITING, WRAPAROUND } from "./checks/sessions.ts";

/** What stops a change first. */
const CHECKS: readonly HealthCheck[] = [
  ...[READ_ONLY, VERSION, PRIVILEGES, CONNECTIONS],
  ...[DUMP, TRANSACTIONS, IDLE, PREPARED, WAITING, WRAPAROUND],
  ...[ARCHIVE, REPLICATION, SLOTS],
  ...[INDEXES, CONSTRAINTS],
];

/** Runs every check, the one after the other. What the role may not ask is said, and not left out. */
export async function checkHealth(
  session: Session,
  limits: HealthLimits = HEALTH_LIMITS,
): Promise<readonly HealthReport[]> {
  const reports: HealthReport[] = [];
  for (const { name, about, look } of CHECKS) {
    try {
      reports.push({ check: name, about, ailments: await look(session, limits) });
    } catch (error) {
      if (!isStatementError(error)) throw error;
      reports.push({ check: name, about, ailments: [], unknown: error.message });
    }
  }
  return reports;
}
