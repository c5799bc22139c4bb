// The plan for the rows of a table: what each column is made of, and how many rows will differ where they must.

import { ENDLESS } from "./choice.ts";
import { roomIn, type Group } from "./room.ts";
import { settle } from "./settle.ts";
import type { Tied } from "./search.ts";
import { stridesFor } from "./strides.ts";
import type { Key, Table } from "./table.ts";
import type { Variable } from "./variable.ts";

/** A group with the number of rows after which its index grows. */
export interface PacedGroup extends Group {
  readonly stride: number;
}

export interface RowPlan {
  readonly groups: readonly PacedGroup[];
  /** As many rows as can be told apart, up to what was asked for. */
  readonly rows: number;
  /** The key that has room for no more than those; absent where they are all that was asked for. */
  readonly narrowest?: Key;
  /** True where no two of the rows, from the first, can be alike in any key. */
  readonly proven: boolean;
}

/** Plans `rows` rows. */
export function planRows(
  table: Table,
  { variables, tied }: { readonly variables: readonly Variable[]; readonly tied: readonly Tied[] },
  rows: number,
): RowPlan {
  const groups = tied.map((group) => settle(group, variables, { keys: table.keys, rows }));
  const numerals = table.keys.map(({ columns }) => ({
    digits: groups.flatMap((group, place) => {
      const room = roomIn(group, columns);
      return room === undefined ? [] : [{ group: place, room }];
    }),
  }));
  const { strides, proven } = stridesFor(groups.length, numerals, rows);
  const capacities = numerals.map(({ digits }, place) =>
    table.keys[place]?.strict === true ? productOf(digits.map(({ room }) => room)) : ENDLESS,
  );
  const least = Math.min(rows, ...capacities);
  const narrowest = least < rows ? table.keys[capacities.indexOf(least)] : undefined;
  return {
    groups: groups.map((group, place) => ({ ...group, stride: strides[place] ?? 1 })),
    rows: least,
    ...(narrowest === undefined ? {} : { narrowest }),
    proven: proven.every((count) => count >= least),
  };
}

const productOf = (rooms: readonly number[]): number =>
  Math.min(
    ENDLESS,
    rooms.reduce((product, room) => product * room, 1),
  );
