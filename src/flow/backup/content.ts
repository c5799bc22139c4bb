// What a database holds at one moment: its schema and the rows of its tables, to compare a copy with.

import { countRows, differingTables } from "../../backup/backup.ts";
import { compareSnapshots, describeDifference, takeSnapshot, underOneOwner } from "../../catalog/catalog.ts";
import type { Content } from "../../core/backup.ts";
import type { CatalogObject, Snapshot } from "../../core/catalog.ts";
import type { Session } from "../../database/database.ts";

/** The content, and the schema itself, to say in words what a copy lacks. */
export interface Seen {
  readonly content: Content;
  readonly snapshot: Snapshot;
}

/** Looks from inside the transaction that is open. */
export async function see(session: Session, hashes: boolean): Promise<Seen> {
  const snapshot = await takeSnapshot(session);
  return { snapshot, content: { schema: snapshot.digest, tables: await countRows(session, hashes) } };
}

/** The same from outside one. */
export async function seeNow(session: Session, hashes: boolean): Promise<Seen> {
  await session.run("begin isolation level repeatable read read only");
  try {
    return await see(session, hashes);
  } finally {
    if (session.lost() === undefined) await session.run("rollback");
  }
}

/** A scratch database is cut off from what they lead to, so they are not restored there. */
const CUT_OFF: ReadonlySet<string> = new Set(["user mapping", "subscription"]);

/**
 * What the copy does not have as the original had it, each in a sentence. `maker` is who owns in the copy what had
 * another owner. Between major versions only the rows are compared: the same schema is told differently there.
 */
export function differencesOf(original: Seen, copy: Seen, maker: string): readonly string[] {
  const rows = differingTables(original.content.tables, copy.content.tables);
  const sameMajor = majorOf(original.snapshot) === majorOf(copy.snapshot);
  if (!sameMajor) return rows;
  const found = underOneOwner(copy.snapshot, original.snapshot, maker);
  const differences = compareSnapshots(original.snapshot, found).filter(({ kind }) => !CUT_OFF.has(kind));
  return [...rows, ...differences.map((difference) => `${describeDifference(difference)}.`)];
}

const majorOf = ({ serverVersion }: Snapshot): number => Math.floor(serverVersion / 10_000);

/** A schema as text, to lie beside a backup. */
export const writeSchema = ({ serverVersion, digest, objects }: Snapshot): string =>
  `${JSON.stringify({ serverVersion, digest, objects: [...objects.values()] })}\n`;

/** And back. Throws SyntaxError for what is no JSON. */
export function readSchema(text: string): Snapshot {
  const { serverVersion, digest, objects } = JSON.parse(text) as Omit<Snapshot, "objects"> & {
    readonly objects: readonly CatalogObject[];
  };
  return {
    serverVersion,
    digest,
    objects: new Map(objects.map((object) => [`${object.kind} ${object.name}`, object])),
  };
}
