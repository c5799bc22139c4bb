// Counts what every table of a database holds, so that a copy can be compared with it.

import type { Content, TableCount } from "../core/backup.ts";
import { quoteRelation, showRelation } from "../core/name.ts";
import type { Session } from "../database/database.ts";

/** Members of extensions come with them, but for what these say belongs to users: pg_dump does the same. */
const TABLES = `
select n.nspname as schema, c.relname as name
from pg_catalog.pg_class as c join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
where c.relkind in ('r', 'm') and c.relpersistence <> 't' and c.relispopulated
  and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
  and (n.nspname, c.relname) <> ('lockkeeper', 'lease')
  and not exists (
    select from pg_catalog.pg_depend as d
    where d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass and d.objid = c.oid and d.deptype = 'e')
order by n.nspname, c.relname`;

/** What the text of a row depends on, besides the row. */
const SETTINGS = [
  "set local timezone = 'UTC'",
  "set local datestyle = 'ISO, YMD'",
  "set local intervalstyle = 'postgres'",
  "set local extra_float_digits = 1",
  "set local bytea_output = 'hex'",
  "set local row_security = off",
];

/** Gives the rows of each table as the session's transaction sees them. Throws StatementError for what it may not read. */
export async function countRows(session: Session, hashes: boolean): Promise<readonly TableCount[]> {
  await session.run(SETTINGS.join("; "));
  const tables = await session.query<{ readonly schema: string; readonly name: string }>(TABLES);
  const counts: TableCount[] = [];
  for (const table of tables) {
    const sum = "sum(pg_catalog.hashtextextended(t::text, 0))::text";
    const [row] = await session.query<{ readonly rows: string; readonly hash: string | null }>(
      `select count(*)::text as rows, ${hashes ? `coalesce(${sum}, '0')` : "null"} as hash
      from ${quoteRelation(table)} as t`,
    );
    counts.push({
      relation: showRelation(table),
      rows: Number(row?.rows ?? 0),
      ...(row?.hash === null || row === undefined ? {} : { hash: row.hash }),
    });
  }
  return counts;
}

/** A scratch database has a journal, also where the original has none. */
const isOurs = ({ relation }: TableCount): boolean => relation.startsWith("lockkeeper.");

/** One sentence for each table that the copy does not have as the original had it. Hashes count where both have them. */
export function differingTables(original: Content["tables"], copy: Content["tables"]): readonly string[] {
  const inCopy = new Map(copy.map((table) => [table.relation, table]));
  const known = new Set(original.map(({ relation }) => relation));
  return [
    ...original.flatMap((was) => {
      const is = inCopy.get(was.relation);
      if (is === undefined) return [`${was.relation} is missing.`];
      if (is.rows !== was.rows) return [`${was.relation} has ${is.rows} rows and not ${was.rows}.`];
      const differs = was.hash !== undefined && is.hash !== undefined && was.hash !== is.hash;
      return differs ? [`${was.relation} has as many rows, but not the same ones.`] : [];
    }),
    ...copy
      .filter((table) => !known.has(table.relation) && !isOurs(table))
      .map(({ relation }) => `${relation} was not there.`),
  ];
}
