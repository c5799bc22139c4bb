// Decides how fast each group of columns counts, so that no two rows have a key alike.

import { ENDLESS } from "./choice.ts";

/** A group under one key: how many rows it tells apart. */
export interface Digit {
  readonly group: number;
  readonly room: number;
}

/** The digits that a key has. */
export interface Numeral {
  readonly digits: readonly Digit[];
}

export interface Strides {
  /** For each group: after how many rows its index grows by one. */
  readonly strides: readonly number[];
  /** For each key: how many rows, from the first, surely differ in it. */
  readonly proven: readonly number[];
}

/**
 * Like the digits of a number, the groups of a key count one after the other where none of them tells all rows
 * apart. A group keeps the stride that the first key gave it; keys with few groups come first.
 */
export function stridesFor(groups: number, keys: readonly Numeral[], rows: number): Strides {
  const strides = Array.from({ length: groups }, (): number | undefined => undefined);
  const order = keys.map((_, place) => place).toSorted((one, other) => size(keys[one]) - size(keys[other]));
  for (const place of order) {
    const digits = keys[place]?.digits ?? [];
    if (digits.some(({ group, room }) => room >= rows && (strides[group] ?? 1) === 1)) continue;
    for (const [group, stride] of assigned(digits, strides, rows).strides) strides[group] = stride;
  }
  const settled = strides.map((stride) => stride ?? 1);
  return { strides: settled, proven: keys.map(({ digits }) => assigned(digits, settled, rows).proven) };
}

const size = (key: Numeral | undefined): number => key?.digits.length ?? 0;

interface Assigned {
  readonly strides: ReadonlyMap<number, number>;
  readonly proven: number;
}

/** Walks up the strides that are set, and puts free groups where rows would otherwise repeat. */
function assigned(
  digits: readonly Digit[],
  strides: readonly (number | undefined)[],
  rows: number,
): Assigned {
  const fixed = digits
    .flatMap(({ group, room }) => {
      const stride = strides[group];
      return stride === undefined ? [] : [{ stride, room }];
    })
    .toSorted((one, other) => one.stride - other.stride);
  const free = digits
    .filter(({ group }) => strides[group] === undefined)
    .toSorted((one, other) => other.room - one.room);
  const given = new Map<number, number>();
  let proven = 1;
  for (const { stride, room } of [...fixed, { stride: rows, room: 1 }]) {
    for (const digit of free) {
      if (proven >= Math.min(stride, rows)) break;
      if (given.has(digit.group)) continue;
      given.set(digit.group, proven);
      proven = Math.min(ENDLESS, proven * digit.room);
    }
    if (stride > proven) break;
    proven = Math.max(proven, Math.min(ENDLESS, stride * room));
  }
  return { strides: given, proven };
}
