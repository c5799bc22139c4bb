// What is looked at and put right once rows are in: foreign keys that nobody checked, sequences, statistics.

import { quoteName, quoteRelation } from "../../core/name.ts";
import type { Session } from "../../database/database.ts";
import type { ForeignKey, Table } from "./table.ts";

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

/** Moves the sequences of a table past the values that were put in without asking them. */
export async function advanceSequences(session: Session, { relation, columns }: Table): Promise<void> {
  for (const { name, sequence } of columns) {
    if (sequence === undefined) continue;
    await session.query(
      `select pg_catalog.setval($1::regclass, highest)
       from (select max(${quoteName(name)})::bigint as highest from ${quoteRelation(relation)}) as held
       where highest > (select last_value from ${sequence})`,
      [sequence],
    );
  }
}

/** Takes statistics, so that planner and estimates know of the rows. */
export async function analyze(session: Session, table: Table): Promise<void> {
  await session.run(`analyze ${quoteRelation(table.relation)}`);
}
