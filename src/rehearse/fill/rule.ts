// Everything that the server has to judge values by before they are put in.

import { quoteName } from "../../core/name.ts";
import { isCertain } from "./choices.ts";
import { columnsBehind, namesIn } from "./expression.ts";
import type { Column, Condition, Table } from "./table.ts";
import type { Variable } from "./variable.ts";

/** A condition with what it depends on. */
export interface Rule {
  readonly about: string;
  readonly expression: string;
  /** Places in the list of variables. */
  readonly variables: readonly number[];
  /** Generated columns that it speaks of. */
  readonly generated: readonly Column[];
}

/** The rules of a table: its conditions and `more`, generated columns, and types that do not take any value. */
export function rulesOf(
  table: Table,
  variables: readonly Variable[],
  more: readonly Condition[],
): readonly Rule[] {
  const generated = table.columns.filter((column) => column.generated !== undefined);
  const stated = [...table.conditions, ...more, ...generated.map(computable)].map(({ about, expression }) => {
    const names = namesIn(expression);
    const columns = columnsBehind(names, table.columns);
    return {
      about,
      expression,
      variables: placesOf(variables, (column) => columns.includes(column.name)),
      generated: generated.filter(({ name }) => names.has(name)),
    };
  });
  const typed = table.columns.flatMap((column): readonly Rule[] => {
    const own = placesOf(variables, (other) => other === column);
    if (isCertain(column.type) || own.some((place) => variables[place]?.source !== undefined)) return [];
    return [
      { about: `the type of ${quoteName(column.name)}`, expression: "true", variables: own, generated: [] },
    ];
  });
  return [...stated, ...typed].filter((rule) => rule.variables.length > 0);
}

function computable({ name, nullable }: Column): Condition {
  const column = quoteName(name);
  const expression = nullable ? `pg_catalog.num_nulls(${column}) >= 0` : `${column} is not null`;
  return { about: `the generated column ${column}`, expression, clues: [] };
}

const placesOf = (variables: readonly Variable[], wanted: (column: Column) => boolean): readonly number[] =>
  variables.flatMap((variable, place) => (variable.columns.some(wanted) ? [place] : []));
