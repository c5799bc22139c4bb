// The contract of a check: what it asks of the server, and what it makes of the answer.

import type { Ailment } from "../core/health.ts";
import type { Session } from "../database/database.ts";

/** From when on something is worth a word. */
export interface HealthLimits {
  /** A transaction of this age makes every change to its tables wait, and every concurrent build. */
  readonly transactionSeconds: number;
  readonly idleSeconds: number;
  readonly waitingSeconds: number;
  readonly lagBytes: number;
  /** What a slot that nobody reads may hold back. */
  readonly slotBytes: number;
  /** A deploy needs a few connections of its own. */
  readonly connectionsLeft: number;
}

const MIB = 1024 * 1024;

export const HEALTH_LIMITS: HealthLimits = {
  transactionSeconds: 300,
  idleSeconds: 60,
  waitingSeconds: 5,
  lagBytes: 256 * MIB,
  slotBytes: 1024 * MIB,
  connectionsLeft: 10,
};

/** One check. To add one: a file in checks/, and a line in health.ts. */
export interface HealthCheck {
  /** In kebab-case. */
  readonly name: string;
  /** What it looks for, without a full stop. */
  readonly about: string;
  /** Throws StatementError where the role may not ask. */
  readonly look: (session: Session, limits: HealthLimits) => Promise<readonly Ailment[]>;
}

/** A check that is one query, and one ailment for each row: what the rows hold is known to who wrote the query. */
export interface RowCheck<Row> extends Omit<HealthCheck, "look"> {
  readonly query: (limits: HealthLimits) => string;
  readonly ailment: (row: Row) => Ailment;
}

/** Makes a check of it. */
export const rowCheck = <Row extends object>({
  name,
  about,
  query,
  ailment,
}: RowCheck<Row>): HealthCheck => ({
  name,
  about,
  look: async (session, limits) => (await session.query<Row>(query(limits))).map(ailment),
});
