// Probes: sessions that read and write tables all the time, and measure for how long they could not.

import { quoteRelation } from "../../core/name.ts";
import type { Clock } from "../../core/world.ts";
import type { Session } from "../../database/database.ts";
import type { Relation } from "../observe/surroundings.ts";

/** One answer that a probe waited for. Milliseconds since the rehearsal began. */
export interface Wait {
  readonly relation: string;
  readonly kind: "read" | "write";
  readonly fromMs: number;
  readonly toMs: number;
}

/** Probes of one migration. */
export interface Probing {
  /** Lets every probe finish what it asked, and gives the longest waits that there were, for `stallsIn`. */
  stop(): Promise<readonly Wait[]>;
}

/** The sessions of the probes, opened as they are needed and kept for the next migration. */
export interface Probes extends AsyncDisposable {
  /** Begins to probe these tables, a reader and a writer each. */
  start(relations: readonly Relation[]): Promise<Probing>;
}

/** More tables than this share probes: a probe that waits at one table then misses what happens at its others. */
const TABLES_MAX = 24;
/** All probes together ask about so often in a millisecond, so that they do not slow down what they measure. */
const ASKED_PER_MS = 1;
const PAUSE_MS_MIN = 2;
/** Shorter waits are those of any statement and are not kept. */
const KEPT_MS_MIN = 1;
const CONNECTING_AT_ONCE = 8;

/**
 * Neither touches a row: both take the lock that a real reader or writer would, and let go of it. Reading also opens the
 * indexes, as planning does. A DELETE would fire triggers for statements, and what these do is not for a probe to do.
 */
const STATEMENTS = {
  read: (relation: string): string => `select from ${relation} where false`,
  write: (relation: string): string => `begin; lock table ${relation} in row exclusive mode; commit`,
} as const;

interface ProbesOptions {
  readonly clock: Clock;
  readonly originMs: number;
  readonly open: () => Promise<Session>;
}

/** Probes on one database. Dispose of them before the database is dropped. */
export function openProbes(options: ProbesOptions): Probes {
  const sessions: Session[] = [];
  return {
    start: async (relations) => {
      const tasks = tasksFor(relations);
      // Bound: two for each of TABLES_MAX tables.
      while (sessions.length < tasks.length) {
        const missing = Math.min(CONNECTING_AT_ONCE, tasks.length - sessions.length);
        sessions.push(...(await Promise.all(Array.from({ length: missing }, () => options.open()))));
      }
      const stopping = new AbortController();
      const { signal } = stopping;
      const pauseMs = Math.max(PAUSE_MS_MIN, tasks.length / ASKED_PER_MS);
      const running = tasks.map((task, index) => {
        const session = sessions[index];
        return session ? probe(session, task, { ...options, pauseMs, signal }) : Promise.resolve([]);
      });
      return {
        stop: async () => {
          stopping.abort();
          return (await Promise.all(running)).flat();
        },
      };
    },
    [Symbol.asyncDispose]: async () => {
      await Promise.all(sessions.map((session) => session.close()));
    },
  };
}

interface Task {
  readonly kind: Wait["kind"];
  readonly relations: readonly Relation[];
}

function tasksFor(relations: readonly Relation[]): readonly Task[] {
  const shares = Array.from({ length: Math.min(TABLES_MAX, relations.length) }, (_, share) =>
    relations.filter((_relation, index) => index % TABLES_MAX === share),
  );
  return shares.flatMap((share): Task[] => [
    { kind: "read", relations: share },
    { kind: "write", relations: share },
  ]);
}

interface Asking extends ProbesOptions {
  readonly pauseMs: number;
  /** Aborted when the migration is over. */
  readonly signal: AbortSignal;
}

/** Asks again and again until it is stopped. A table that is gone, or cannot be written to, is asked no more. */
async function probe(session: Session, { kind, relations }: Task, asking: Asking): Promise<readonly Wait[]> {
  const { clock, originMs, pauseMs, signal } = asking;
  const waits: Wait[] = [];
  const left = new Set(relations);
  // Bound: until the migration is over.
  while (!signal.aborted && left.size > 0) {
    for (const relation of left) {
      const fromMs = clock.monotonicMs() - originMs;
      try {
        await session.run(STATEMENTS[kind](quoteRelation(relation.at)));
      } catch (error) {
        if (session.lost() !== undefined) throw error;
        await session.run("rollback");
        left.delete(relation);
      }
      const toMs = clock.monotonicMs() - originMs;
      if (toMs - fromMs >= KEPT_MS_MIN) waits.push({ relation: relation.name, kind, fromMs, toMs });
    }
    await clock.sleep(pauseMs, signal);
  }
  return waits;
}
