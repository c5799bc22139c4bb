// The statement that puts the planned rows into a table.

import { quoteName, quoteRelation } from "../../core/name.ts";
import { isConstant, rowOfParent, valueOf, wrapped, type Choice, type Constant } from "./choice.ts";
import { namesIn } from "./expression.ts";
import { joined, raw, sql, textOf, type Fragment } from "./fragment.ts";
import type { PacedGroup, RowPlan } from "./row-plan.ts";
import type { Column, Table } from "./table.ts";
import type { Variable } from "./variable.ts";

/** Takes the first and the last index as $1 and $2, and `values` after them. */
export interface Insert {
  readonly text: string;
  readonly values: readonly string[];
}

export interface InsertOptions {
  /** Indexes stay below this. */
  readonly reach: number;
  /** Leaves out the rows that break a condition or are like another one, instead of failing at them. */
  readonly guarded: boolean;
}

/** A column with the SQL of its value, which may refer to a row of a parent. */
interface Assignment {
  readonly column: Column;
  readonly value: Fragment;
}

/** A row of a parent under a name of its own: `p0`, `p1` and so on. */
interface Join {
  readonly query: Fragment;
  readonly number: Fragment;
}

export function insertOf(table: Table, plan: RowPlan, { reach, guarded }: InsertOptions): Insert {
  const joins: Join[] = [];
  const assignments = plan.groups.flatMap((group) => assignGroup(group, reach, joins));
  const columns = assignments.map(({ column }) => raw(quoteName(column.name)));
  const values = assignments.map(({ column, value }) => sql`${value} as ${raw(quoteName(column.name))}`);
  const select = sql`select ${joined(values, ", ")}
    from pg_catalog.generate_series($1::bigint, $2::bigint) as g(n)
    ${joined(joins.map(joinOf), "\n")}`;
  const target = quoteRelation(table.relation);
  const list = columns.length === 0 ? raw("") : sql`(${joined(columns, ", ")}) overriding system value`;
  const insert = sql`insert into ${raw(target)} ${list} ${guarded ? guard(select, table) : select}`;
  return { text: textOf(insert, (position) => `$${position + 3}::text`), values: insert.values };
}

/** Generated columns are not there yet, so that what speaks of them cannot be looked at. */
function guard(select: Fragment, { relation, columns, conditions }: Table): Fragment {
  const generated = columns.filter((column) => column.generated !== undefined);
  const kept = conditions
    .filter(({ expression }) => {
      const names = namesIn(expression);
      return !generated.some(({ name }) => names.has(name));
    })
    .map(({ expression }) => raw(`(${expression}) is not false`));
  return sql`select * from (${select}) as ${raw(quoteName(relation.name))}
    where ${joined([raw("true"), ...kept], " and ")}
    on conflict do nothing`;
}

function assignGroup(group: PacedGroup, reach: number, joins: Join[]): readonly Assignment[] {
  const { variables, ways, room, stride } = group;
  const row = stride === 1 ? raw("g.n") : sql`(g.n / ${raw(stride)})`;
  const index = wrapped(row, room, reach);
  return variables.flatMap((variable, place) => {
    const choices = ways.flatMap((way) => way[place] ?? []);
    const [choice] = choices;
    if (choice === undefined) return [];
    if (choice.kind === "parent") return assignParent(variable, choice, { index, joins });
    const texts = choices.filter(isConstant);
    return variable.columns.map((column) => ({
      column,
      value:
        texts.length > 1 ? inTurn(texts, column, index) : valueOf(choice, column.type.sql, { index, reach }),
    }));
  });
}

/** One after the other of some constants. */
function inTurn(texts: readonly Constant[], { type }: Column, index: Fragment): Fragment {
  const list = joined(
    texts.map(({ text }) => sql`${text}`),
    ", ",
  );
  return sql`((array[${list}])[1 + (${index} % ${raw(texts.length)})::integer])::${raw(type.sql)}`;
}

function assignParent(
  variable: Variable,
  choice: Choice & { readonly kind: "parent" },
  { index, joins }: { readonly index: Fragment; readonly joins: Join[] },
): readonly Assignment[] {
  const name = `p${joins.length}`;
  const { query = raw("select"), count = 0 } = variable.source ?? {};
  joins.push({ query, number: rowOfParent(choice, index, count) });
  return variable.columns.map((column) => ({
    column,
    value: choice.without.includes(column.name)
      ? raw(`null::${column.type.sql}`)
      : raw(`${name}.${quoteName(column.name)}`),
  }));
}

function joinOf({ query, number }: Join, place: number): Fragment {
  const name = raw(`p${place}`);
  return sql`join (
      select s.*, pg_catalog.row_number() over () - 1 as lockkeeper_number from (${query}) as s
    ) as ${name} on ${name}.lockkeeper_number = ${number}`;
}
