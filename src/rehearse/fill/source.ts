// Where the values of foreign keys come from: the rows of the parents, matched where keys share columns.

import { quoteName, quoteRelation } from "../../core/name.ts";
import { joined, raw, sql, type Fragment } from "./fragment.ts";
import { columnsBehind, namesIn } from "./expression.ts";
import type { Column, ForeignKey, Table } from "./table.ts";

/** Foreign keys that share columns, as one list of rows to take these columns from. */
export interface Source {
  readonly foreignKeys: readonly ForeignKey[];
  readonly columns: readonly Column[];
  /** Columns that are together different in each of its rows. */
  readonly distinct: readonly string[];
  readonly query: Fragment;
}

const PLACE = raw("lockkeeper_place");
const SIZE = raw("lockkeeper_size");
const namesFrom = (columns: readonly string[], from: string): Fragment =>
  joined(
    columns.map((column) => raw(`${from}.${quoteName(column)}`)),
    ", ",
  );

/** The sources of a table's foreign keys. Each takes at most `rows` rows of each parent. */
export function sourcesOf(
  foreignKeys: readonly ForeignKey[],
  columns: readonly Column[],
  rows: number,
): readonly Source[] {
  return clusters(foreignKeys).map((cluster) => {
    const [first, ...others] = cluster.toSorted((one, other) => other.columns.length - one.columns.length);
    const bound: string[] = [...(first?.columns ?? [])];
    let query = first === undefined ? raw("") : rowsOf(first, rows);
    for (const key of others) {
      const fresh = key.columns.filter((name) => !bound.includes(name));
      query = matched(query, key, { bound, fresh, rows, optional: areNullable(fresh, columns) });
      bound.push(...fresh);
    }
    return {
      foreignKeys: cluster,
      columns: columns.filter(({ name }) => bound.includes(name)),
      distinct: first?.columns ?? [],
      query,
    };
  });
}

/** The query with only those rows that satisfy the conditions which speak of nothing else. */
export function filtered({ query, columns }: Source, table: Table): Fragment {
  const names = columns.map(({ name }) => name);
  const own = table.conditions.filter(({ expression }) => {
    const about = columnsBehind(namesIn(expression), table.columns);
    return about.length > 0 && about.every((name) => names.includes(name));
  });
  if (own.length === 0) return query;
  const where = own.map(({ expression }) => raw(`(${expression}) is not false`));
  return sql`select * from (${query}) as ${raw(quoteName(table.relation.name))} where ${joined(where, " and ")}`;
}

/** Keys that have columns in common, directly or through others, together. */
function clusters(foreignKeys: readonly ForeignKey[]): readonly (readonly ForeignKey[])[] {
  let found: readonly (readonly ForeignKey[])[] = [];
  for (const key of foreignKeys) {
    const touches = (cluster: readonly ForeignKey[]): boolean =>
      cluster.some(({ columns }) => columns.some((column) => key.columns.includes(column)));
    found = [...found.filter((cluster) => !touches(cluster)), [...found.filter(touches).flat(), key]];
  }
  return found;
}

const areNullable = (fresh: readonly string[], columns: readonly Column[]): boolean =>
  fresh.length > 0 &&
  fresh.every((name) => columns.some((column) => column.name === name && column.nullable));

/** Rows of the parent under the names of the columns that refer to them. */
function rowsOf({ columns, parent, parentColumns }: ForeignKey, rows: number): Fragment {
  const pairs = columns.map((column, place) => [
    quoteName(parentColumns[place] ?? column),
    quoteName(column),
  ]);
  const list = pairs.map(([theirs, ours]) => `p.${theirs} as ${ours}`).join(", ");
  const present = pairs.map(([theirs]) => `p.${theirs} is not null`).join(" and ");
  return raw(`select ${list} from ${quoteRelation(parent)} as p where ${present} limit ${rows}`);
}

interface Match {
  readonly bound: readonly string[];
  /** Columns that only this key has. */
  readonly fresh: readonly string[];
  readonly rows: number;
  /** Rows for which there is no parent are kept, with null. */
  readonly optional: boolean;
}

/** Gives each row one row of another parent with equal shared columns: the first the first, the second the second. */
function matched(query: Fragment, key: ForeignKey, { bound, fresh, rows, optional }: Match): Fragment {
  const shared = key.columns.filter((column) => bound.includes(column));
  const equal = shared.map((column) => raw(`q.${quoteName(column)} = s.${quoteName(column)}`));
  const place = (from: string): Fragment =>
    sql`pg_catalog.row_number() over (partition by ${namesFrom(shared, from)}) - 1 as ${PLACE}`;
  const taken = joined([namesFrom(bound, "s"), ...(fresh.length > 0 ? [namesFrom(fresh, "q")] : [])], ", ");
  return sql`select ${taken}
    from (select x.*, ${place("x")} from (${query}) as x) as s
    ${raw(optional ? "left join" : "join")} (
      select y.*, ${place("y")}, pg_catalog.count(*) over (partition by ${namesFrom(shared, "y")}) as ${SIZE}
      from (${rowsOf(key, rows)}) as y
    ) as q on ${joined(equal, " and ")} and q.${PLACE} = s.${PLACE} % q.${SIZE}`;
}
