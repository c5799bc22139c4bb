// Takes a snapshot of a database's schema, from scratch or from what the one before has told.

import type { Snapshot } from "../core/catalog.ts";
import { isStatementError, SQLSTATE, type Session } from "../database/database.ts";
import { assemble, type Answer, type Material } from "./assemble.ts";
import { digestOf } from "./digest.ts";
import { hasRenamed, renewed, staleQueries, type Memory, type Stale } from "./memory.ts";
import { QUERIES } from "./queries.ts";
import { REMARKS } from "./queries/remarks.ts";
import { MEMBERS } from "./queries/schemas.ts";
import type { CatalogQuery, CatalogRow, MemberRow, RemarkRow } from "./query.ts";
import { openReading, type Question } from "./reading.ts";
import { stampsText, VERSION_WITH_STAMPS, type Stamps } from "./stamps.ts";

export interface SnapshotOptions {
  /** One that the same session took before: only what has changed since is read. It does not change the result. */
  readonly previous?: Snapshot | undefined;
}

/** What was read. Stamps only where it can serve again: not what a transaction may still take back. */
interface Read {
  readonly material: Material;
  readonly stamps?: Stamps;
}

const memories = new WeakMap<Snapshot, Memory>();

/**
 * Everything in the session's database that a schema holds, except the system's, temporary objects, members of
 * extensions and the schema `lockkeeper`. Works inside and outside a transaction; inside, it takes ACCESS SHARE
 * locks on the tables of views. Throws StatementError for what the server refuses, such as a failed transaction.
 */
export async function takeSnapshot(session: Session, { previous }: SnapshotOptions = {}): Promise<Snapshot> {
  const memory = previous === undefined ? undefined : memories.get(previous);
  const first = memory?.session === session ? readAgain(session, memory) : readAll(session);
  const { material, stamps } = await first.catch((error: unknown) => {
    // What was prepared has gone: DISCARD ALL or a pooler took it.
    if (isStatementError(error) && error.sqlstate === SQLSTATE.invalidStatementName) return readAll(session);
    throw error;
  });
  const objects = assemble(material);
  const snapshot = { serverVersion: session.serverVersion, objects, digest: digestOf(objects) };
  if (stamps !== undefined) memories.set(snapshot, { session, stamps, material });
  return snapshot;
}

async function readAll(session: Session): Promise<Read> {
  const reading = openReading(session);
  const { serverVersion: version } = session;
  const canServe = reading.isOwn && version >= VERSION_WITH_STAMPS;
  const asked = [
    ...(canServe ? [stampsSince(version)] : []),
    ...aside(),
    ...QUERIES.map((query) => wholly(query, version)),
  ];
  const given = await reading.ask(asked, "only");
  const stamps = canServe ? { stamps: stampsFrom(given[0]) } : {};
  const [members, remarks, ...rows] = given.slice(canServe ? 1 : 0);
  const answers = QUERIES.map((query, index) => ({ query, rows: rowsFrom(rows[index]) }));
  return { material: { answers, members: membersFrom(members), remarks: remarksFrom(remarks) }, ...stamps };
}

/** Two round trips: what has changed, and then that. Reads everything where that is not sure to be enough. */
async function readAgain(session: Session, memory: Memory): Promise<Read> {
  const reading = openReading(session);
  const { serverVersion: version } = session;
  const [asIs, ...rest] = await reading.ask(
    [stampsSince(version, memory.stamps.horizon), ...aside()],
    "first",
  );
  const stamps = stampsFrom(asIs);
  const members = membersFrom(rest[0]);
  const remarks = remarksFrom(rest[1]);
  const sameMembers = JSON.stringify(members) === JSON.stringify(memory.material.members);
  const stale = sameMembers ? staleQueries(memory, stamps) : "all";
  const asked: readonly Stale[] = stale === "all" ? QUERIES.map((query) => ({ query })) : stale;
  const given = await reading.ask(
    asked.map((each) => questionFor(each, version)),
    "last",
  );
  const fresh = asked.map(({ query }, index): Answer => ({ query, rows: rowsFrom(given[index]) }));
  if (stale !== "all" && hasRenamed(memory.material, fresh)) return await readAll(session);
  const answers = stale === "all" ? fresh : renewed(memory.material.answers, fresh, stale);
  return { material: { answers, members, remarks }, ...(reading.isOwn ? { stamps } : {}) };
}

const stampsSince = (version: number, horizon?: string): Question => ({
  name: "stamps",
  text: stampsText(version),
  values: [horizon],
});

const aside = (): readonly Question[] => [
  { name: "members", text: MEMBERS },
  { name: "remarks", text: REMARKS },
];

const wholly = (query: CatalogQuery, version: number): Question => ({
  name: String(QUERIES.indexOf(query)),
  text: query.text({ version, only: () => "" }),
});

function questionFor({ query, only: relations }: Stale, version: number): Question {
  if (relations === undefined) return wholly(query, version);
  return {
    name: `${QUERIES.indexOf(query)}_partly`,
    text: query.text({ version, only: (relation) => `and ${relation} = any ($1::oid[])` }),
    values: [`{${relations.join(",")}}`],
  };
}

const parse = (answer: string | null | undefined): unknown => JSON.parse(answer ?? "[]");
const rowsFrom = (answer: string | null | undefined): readonly CatalogRow[] =>
  parse(answer) as readonly CatalogRow[];
const membersFrom = (answer: string | null | undefined): readonly MemberRow[] =>
  parse(answer) as readonly MemberRow[];
const remarksFrom = (answer: string | null | undefined): readonly RemarkRow[] =>
  parse(answer) as readonly RemarkRow[];

function stampsFrom(answer: string | null | undefined): Stamps {
  const [row] = parse(answer) as readonly { readonly stamps: Stamps }[];
  return row?.stamps ?? { horizon: "0", roles: "", relations: {}, others: {} };
}
