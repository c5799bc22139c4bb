// Takes a snapshot of a database's schema: one round trip that leaves the session as it was.

import { createHash } from "node:crypto";

import type { CatalogObject, Snapshot } from "../core/catalog.ts";
import type { PipelineRequest, Session } from "../database/database.ts";
import { assemble } from "./assemble.ts";
import { QUERIES } from "./queries.ts";
import { REMARKS } from "./queries/remarks.ts";
import { MEMBERS } from "./queries/schemas.ts";
import type { CatalogRow, MemberRow, RemarkRow } from "./query.ts";

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
  // The planner takes the catalogs for large, and would compile and share out what takes a millisecond.
  jit: "off",
  max_parallel_workers_per_gather: "0",
  // A view is only told once nobody has its tables locked.
  lock_timeout: "10s",
  statement_timeout: "60s",
};

/** A statement that was prepared has gone: DISCARD ALL or a pooler took it. */
const LOST_STATEMENT = "26000";

/** In a transaction of somebody else a subtransaction, so that all that is set is unset without a trace. */
interface Frame {
  readonly before: readonly string[];
  readonly after: readonly string[];
}

const OWN_TRANSACTION: Frame = {
  before: ["begin isolation level repeatable read, read only"],
  after: ["rollback"],
};

const SUBTRANSACTION: Frame = {
  before: ["savepoint lockkeeper_snapshot"],
  after: ["rollback to savepoint lockkeeper_snapshot", "release savepoint lockkeeper_snapshot"],
};

/**
 * Everything in the session's database that a schema holds, except the system's, temporary objects, members of
 * extensions and the schema `lockkeeper`. Works inside and outside a transaction; inside, it takes ACCESS SHARE
 * locks on the tables of views. Throws StatementError for what the server refuses, such as a failed transaction.
 */
export async function takeSnapshot(session: Session): Promise<Snapshot> {
  const { serverVersion } = session;
  const texts = [MEMBERS, REMARKS, ...QUERIES.map(({ text }) => text(serverVersion))];
  const [members, remarks, ...answers] = await ask(session, texts);
  const objects = assemble({
    members: parse(members) as readonly MemberRow[],
    remarks: parse(remarks) as readonly RemarkRow[],
    answers: QUERIES.map((query, index) => ({ query, rows: parse(answers[index]) as readonly CatalogRow[] })),
  });
  return { serverVersion, objects, digest: digestOf(objects) };
}

const parse = (answer: string | null | undefined): unknown => JSON.parse(answer ?? "[]");

/** The answer of each query: a JSON array of its rows, null for none. */
async function ask(session: Session, texts: readonly string[]): Promise<readonly (string | null)[]> {
  const frame = session.transaction() === "none" ? OWN_TRANSACTION : SUBTRANSACTION;
  const requests = requestsFor(texts, frame);
  const first = frame.before.length + 1;
  const send = async (tries: number): Promise<readonly (string | null)[]> => {
    const answers: (string | null)[] = [];
    const { error } = await session.pipeline(requests, (index, [value = null]) => {
      if (index >= first && index < first + texts.length) answers.push(value);
    });
    if (error === undefined) return answers;
    if (session.transaction() !== "none") await session.run(frame.after.join("; "));
    if (tries > 1 && error.sqlstate === LOST_STATEMENT) return await send(tries - 1);
    throw error;
  };
  return await send(2);
}

function requestsFor(texts: readonly string[], { before, after }: Frame): readonly PipelineRequest[] {
  const settings = Object.entries(SETTINGS).map(
    ([name, value]) => `pg_catalog.set_config('${name}', '${value}', true)`,
  );
  return [
    ...before.map((text) => ({ text })),
    { text: `select ${settings.join(", ")}` },
    ...texts.map((text, index) => ({
      text: `select json_agg(q)::text from (${text}) as q`,
      prepareAs: `lockkeeper_catalog_${index}`,
    })),
    ...after.map((text) => ({ text })),
  ];
}

function digestOf(objects: ReadonlyMap<string, CatalogObject>): string {
  const hash = createHash("sha256");
  hash.update(JSON.stringify([...objects.values()]));
  return hash.digest("hex");
}
