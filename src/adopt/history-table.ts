// Finds the table in which a tool keeps its history.

import type { NamedTables, TableName } from "../core/adoption.ts";
import type { Difference } from "../core/catalog.ts";
import { quoteRelation, showName } from "../core/name.ts";
import type { Session } from "../database/database.ts";
import type { FoundTable, HistoryTable } from "./tool.ts";

const FIND = `
select namespace.nspname as schema, class.relname as table,
  array_agg(attribute.attname::text) as columns
from pg_catalog.pg_class class
join pg_catalog.pg_namespace namespace on namespace.oid = class.relnamespace
join pg_catalog.pg_attribute attribute
  on attribute.attrelid = class.oid and attribute.attnum > 0 and not attribute.attisdropped
where class.relkind in ('r', 'p') and class.relname = $1
  and ($2::text is null or namespace.nspname = $2)
  and namespace.nspname <> all (array['pg_catalog', 'information_schema', 'lockkeeper'])
group by namespace.nspname, class.relname, class.oid
order by pg_catalog.pg_table_is_visible(class.oid) desc, namespace.nspname
`;

/**
 * The tool's table: where it was said to be, or at the first of its usual places that has one. A table of that name
 * without the tool's columns is another tool's.
 */
export async function findTable(
  session: Session,
  history: Pick<HistoryTable, "places" | "columns">,
  { history: named, lock }: NamedTables,
): Promise<FoundTable | undefined> {
  for (const { schema, table } of named === undefined ? history.places : [named]) {
    const found = await session.query<{ schema: string; table: string; columns: readonly string[] }>(FIND, [
      table,
      schema ?? null,
    ]);
    for (const each of found) {
      const columns = new Set(each.columns);
      if (!history.columns.every((column) => columns.has(column))) continue;
      const quoted = quoteRelation({ schema: each.schema, name: each.table });
      return { ...each, columns, quoted, ...(lock && { lock }) };
    }
  }
  return undefined;
}

/** `schema.table`, or the table alone, as it was typed. Names with a dot stand in double quotes. */
export function tableNamed(typed: string): TableName {
  const [first = "", second] = typed.match(/"(?:[^"]|"")+"|[^.]+/g) ?? [];
  const plain = (name: string): string =>
    name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name;
  return second === undefined ? { table: plain(first) } : { schema: plain(first), table: plain(second) };
}

/** True for a difference that is there because the tool keeps tables of its own in the database. */
export function isOfTool(
  { kind, name }: Difference,
  { history, table: found }: { readonly history: HistoryTable; readonly table: FoundTable },
): boolean {
  const own = history.ownSchema === true && found.schema !== "public" ? [showName(found.schema)] : [];
  const inSchema = [...(history.schemas ?? []), ...own].some(
    (schema) => (kind === "schema" && name === schema) || name.startsWith(`${schema}.`),
  );
  const others = [...(history.others ?? []), ...(found.lock ? [found.lock] : [])];
  const tables = [found, ...others.map((other) => ({ schema: found.schema, ...other }))];
  return (
    inSchema || tables.some(({ schema, table }) => isPartOf(name, quoteRelation({ schema, name: table })))
  );
}

const isPartOf = (name: string, relation: string): boolean => {
  const shown = relation.replaceAll(/"([a-z_][a-z0-9_$]*)"/g, "$1");
  return name === shown || name.startsWith(`${shown}.`);
};
