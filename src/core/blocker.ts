// Who stands in the way of a lock.

import { showDuration } from "./duration.ts";

/** A session in the way; members are absent where the server does not let us see them. */
export interface Blocker {
  readonly relation: string;
  /** Absent for a prepared transaction, which belongs to no session. */
  readonly pid?: number;
  readonly user?: string;
  readonly application?: string;
  readonly state?: string;
  /** Milliseconds since its transaction began. */
  readonly ageMs?: number;
  readonly query?: string;
  /** `dump`: pg_dump, which holds every table until it ends. `wraparound`: an autovacuum that does not yield. */
  readonly kind: "session" | "dump" | "wraparound" | "prepared";
}

/** `pg_dump, pid 12, user ann, in a transaction for 3 min 5 s, idle in transaction, last query: select 1`. */
export function showBlocker(blocker: Blocker): string {
  const { kind, pid, user, application, ageMs, state, query, relation } = blocker;
  const what = {
    session: application ?? "a session",
    dump: "a running pg_dump",
    wraparound: "an autovacuum that prevents wraparound",
    prepared: "a prepared transaction (pg_prepared_xacts)",
  }[kind];
  return [
    `${what} holds ${relation}`,
    ...(pid === undefined ? [] : [`pid ${pid}`]),
    ...(user === undefined ? [] : [`user ${user}`]),
    ...(ageMs === undefined ? [] : [`in a transaction for ${showDuration(ageMs)}`]),
    ...(state === undefined ? [] : [state]),
    ...(query === undefined ? [] : [`${state === "active" ? "running" : "last"}: ${query}`]),
  ].join(", ");
}
