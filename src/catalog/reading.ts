// Asks the catalogs, in a frame of settings that leaves the session as it was.

import type { PipelineRequest, Session } from "../database/database.ts";

/** A query that gives one row with one JSON value. The text is always the same under a name. */
export interface Question {
  readonly name: string;
  readonly text: string;
  readonly values?: readonly (string | undefined)[];
}

/** What a definition's text depends on, besides the definition: the same here whatever the session has. */
const SETTINGS: Readonly<Record<string, string>> = {
  // Names that are not of the system come with their schema, and no temporary table hides a catalog.
  search_path: "pg_catalog, pg_temp",
  quote_all_identifiers: "off",
  standard_conforming_strings: "on",
  DateStyle: "ISO, YMD",
  IntervalStyle: "postgres",
  TimeZone: "UTC",
  extra_float_digits: "1",
  bytea_output: "hex",
  xmlbinary: "base64",
  lc_monetary: "C",
  // The planner takes the catalogs for large: it would compile and share out what takes a millisecond, and plan anew.
  jit: "off",
  max_parallel_workers_per_gather: "0",
  plan_cache_mode: "force_generic_plan",
  // A view is only told once nobody has its tables locked.
  lock_timeout: "10s",
  statement_timeout: "60s",
};

/** What comes before the questions and after them. */
interface Frame {
  readonly begin: PipelineRequest;
  readonly end: readonly PipelineRequest[];
}

const OWN_TRANSACTION: Frame = {
  begin: { text: "begin isolation level repeatable read, read only", prepareAs: "lockkeeper_catalog_begin" },
  end: [{ text: "rollback", prepareAs: "lockkeeper_catalog_rollback" }],
};

/**
 * In a transaction of somebody else: its end takes all settings back. Nothing here is prepared, because a statement
 * that has gone would fail before the savepoint, and their transaction with it.
 */
const SUBTRANSACTION: Frame = {
  begin: { text: "savepoint lockkeeper_snapshot" },
  end: [
    { text: "rollback to savepoint lockkeeper_snapshot" },
    { text: "release savepoint lockkeeper_snapshot" },
  ],
};

/** Questions in one round trip or in two, which see the same catalogs where the transaction is our own. */
export interface Reading {
  /** False inside a transaction of somebody else. */
  readonly isOwn: boolean;
  ask(questions: readonly Question[], which: "first" | "last" | "only"): Promise<readonly (string | null)[]>;
}

/** Nothing is sent before the first questions. A question that the server refuses ends the frame, and is thrown. */
export function openReading(session: Session): Reading {
  const isOwn = session.transaction() === "none";
  const { begin, end } = isOwn ? OWN_TRANSACTION : SUBTRANSACTION;
  return {
    isOwn,
    ask: async (questions, which) => {
      const before = which === "first" || which === "only" ? [begin, settings()] : [];
      const after = which === "last" || which === "only" ? end : [];
      const answers: (string | null)[] = [];
      const { error } = await session.pipeline(
        [...before, ...questions.map(requestFor), ...after],
        (index, [value = null]) => {
          if (index >= before.length && answers.length < questions.length) answers.push(value);
        },
      );
      if (error === undefined) return answers;
      if (session.transaction() !== "none") await session.run(end.map(({ text }) => text).join("; "));
      throw error;
    },
  };
}

const requestFor = ({ name, text, values }: Question): PipelineRequest => ({
  text: `select json_agg(q)::text from (${text}) as q`,
  prepareAs: `lockkeeper_catalog_${name}`,
  ...(values === undefined ? {} : { values }),
});

function settings(): PipelineRequest {
  const calls = Object.entries(SETTINGS).map(
    ([name, value]) => `pg_catalog.set_config('${name}', '${value}', true)`,
  );
  return { text: `select ${calls.join(", ")}`, prepareAs: "lockkeeper_catalog_settings" };
}
