// What is looked at and put right once rows are in: foreign keys that nobody checked, sequences, statistics.

import { quoteName, quoteRelation } from "../../core/name.ts";
import type { Session } from "../../database/database.ts";
import type { ForeignKey, Table } from "./table.ts";
import { plainType } from "./value-type.ts";

const INTEGERS: ReadonlySet<string> = new Set(["int2", "int4", "int8"]);

/** The first foreign key with a row that refers to nothing; undefined where all are in order. */
export async function brokenForeignKey(session: Session, table: Table): Promise<ForeignKey | undefined> {
  for (const key of table.foreignKeys) {
    const pairs = key.columns.map((column, place) => [
      quoteName(column),
      quoteName(key.parentColumns[place] ?? column),
    ]);
    const set = pairs.map(([own]) => `c.${own} is not null`).join(" and ");
    const equal = pairs.map(([own, theirs]) => `p.${theirs} = c.${own}`).join(" and ");
    const [lost] = await session.query(
      `select from ${quoteRelation(table.relation)} as c where ${set}
         and not exists (select from ${quoteRelation(key.parent)} as p where ${equal}) limit 1`,
    );
    if (lost !== undefined) return key;
  }
  return undefined;
}

/** Checks the keys that a trigger would check: building their indexes anew finds what is twice there. */
export async function recheckKeys(session: Session, { relation, keys }: Table): Promise<void> {
  for (const { name, deferrable } of keys) {
    if (deferrable) await session.run(`reindex index ${quoteRelation({ ...relation, name })}`);
  }
}

/** Moves the sequences of a table past the values that were put in without asking them. */
export async function advanceSequences(session: Session, { relation, columns }: Table): Promise<void> {
  for (const { name, type, sequence } of columns) {
    const plain = plainType(type);
    if (sequence === undefined || plain.kind !== "base" || !INTEGERS.has(plain.name)) continue;
    await session.query(
      `select pg_catalog.setval($1::regclass, held.highest)
       from (select max(${quoteName(name)})::bigint as highest from ${quoteRelation(relation)}) as held
       join pg_catalog.pg_sequence as s on s.seqrelid = $1::regclass
       where s.seqincrement > 0 and held.highest between (select last_value from ${sequence}) and s.seqmax`,
      [sequence],
    );
  }
}

/** Takes statistics, so that planner and estimates know of the rows. */
export async function analyze(session: Session, table: Table): Promise<void> {
  await session.run(`analyze ${quoteRelation(table.relation)}`);
}
