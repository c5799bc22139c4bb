// The columns of a table as things that a way has to be chosen for: each by itself, or those that refer together.

import { choicesOf } from "./choices.ts";
import { formula, NULL, type Choice, type FromParent } from "./choice.ts";
import { cluesIn, columnsBehind, namesIn } from "./expression.ts";
import { raw } from "./fragment.ts";
import type { References } from "./references.ts";
import type { Source } from "./source.ts";
import type { Column, Condition, Table } from "./table.ts";
import { cluesOfType } from "./value-type.ts";

/** A source with the number of rows that it has. */
export interface CountedSource extends Source {
  readonly count: number;
}

/** What a way is chosen for. The first choice is the one we like best. */
export interface Variable {
  readonly columns: readonly Column[];
  readonly choices: readonly Choice[];
  readonly source?: CountedSource;
}

/** Choices of a column that are kept. A list of constants in a check may be long. */
const CHOICES_MAX = 600;
/** A source with this many ways to leave columns null is tried with no more. */
const WITHOUT_MAX = 16;

/** The variables of a table: every column is in one of them, but for the generated ones. */
export function variablesOf(
  table: Table,
  { nulls, conditions }: References,
  sources: readonly CountedSource[],
): readonly Variable[] {
  const drawn = new Set(sources.flatMap(({ columns }) => columns.map(({ name }) => name)));
  const own = table.columns.filter(({ name, generated }) => generated === undefined && !drawn.has(name));
  return [
    ...sources.map((source): Variable => ({
      columns: source.columns,
      choices: parentChoices(source, sources),
      source,
    })),
    ...own.map((column): Variable => ({
      columns: [column],
      choices: nulls.has(column.name)
        ? [NULL]
        : ownChoices(column, [...table.conditions, ...conditions], table.columns),
    })),
  ];
}

function ownChoices(
  column: Column,
  conditions: readonly Condition[],
  columns: readonly Column[],
): readonly Choice[] {
  const near = conditions.filter(({ expression }) =>
    columnsBehind(namesIn(expression), columns).includes(column.name),
  );
  const clues = cluesIn([...near.flatMap((condition) => condition.clues), ...cluesOfType(column.type)]);
  const { preset } = column;
  return [
    ...choicesOf(column.type, column.name, clues).slice(0, CHOICES_MAX),
    ...(preset === undefined ? [] : [formula(() => raw(preset), 1)]),
    ...(column.nullable ? [NULL] : []),
  ];
}

/**
 * The row of the index, or one ahead of it; then with some columns null where they may be. Without any row, null is
 * all that is left, or nothing.
 */
function parentChoices(source: CountedSource, all: readonly Source[]): readonly Choice[] {
  if (source.count === 0) return source.columns.every(({ nullable }) => nullable) ? [NULL] : [];
  const parents = source.foreignKeys.map(({ parentId }) => parentId);
  const twins = all.filter(({ foreignKeys }) =>
    foreignKeys.some(({ parentId }) => parents.includes(parentId)),
  );
  const places = twins.length > 1 && source.count > 1 ? [false, true] : [false];
  return withouts(source).flatMap((without) =>
    places.map((ahead): FromParent => ({ kind: "parent", ahead, without })),
  );
}

function withouts({ columns, foreignKeys }: Source): readonly (readonly string[])[] {
  const nullable = columns.filter((column) => column.nullable).map(({ name }) => name);
  const all = nullable.length === columns.length ? [nullable] : [];
  if (foreignKeys.some(({ full }) => full)) return [[], ...all];
  const singles = nullable.map((name) => [name]);
  const others = nullable.map((name) => nullable.filter((other) => other !== name));
  const ways = [[], ...singles, ...others, nullable].map((way) => way.toSorted());
  return [...new Map(ways.map((way) => [way.join("\0"), way])).values()].slice(0, WITHOUT_MAX);
}
