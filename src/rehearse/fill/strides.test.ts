// Rows that are said to differ in a key do differ in it.

import assert from "node:assert/strict";
import { suite, test } from "node:test";

import fc from "fast-check";

import { stridesFor, type Numeral } from "./strides.ts";

const ROWS = 200;

const numerals: fc.Arbitrary<readonly Numeral[]> = fc.array(
  fc
    .uniqueArray(fc.record({ group: fc.nat(4), room: fc.constantFrom(1, 2, 3, 7, 20, 1_000) }), {
      minLength: 1,
      selector: ({ group }) => group,
    })
    .map((digits) => ({ digits })),
  { minLength: 1, maxLength: 4 },
);

suite("strides", () => {
  test("keep as many rows apart as they say", () => {
    fc.assert(
      fc.property(numerals, (keys) => {
        const { strides, proven } = stridesFor(5, keys, ROWS);
        for (const [place, { digits }] of keys.entries()) {
          const rows = Math.min(ROWS, proven[place] ?? 0);
          const values = Array.from({ length: rows }, (_, row) =>
            digits.map(({ group, room }) => Math.floor(row / (strides[group] ?? 1)) % room).join(),
          );
          assert.equal(new Set(values).size, rows);
        }
      }),
    );
  });

  test("count like digits where no group can do it alone", () => {
    const key = { digits: [2, 3, 100].map((room, group) => ({ group, room })) };
    assert.deepEqual(stridesFor(3, [key], 600), { strides: [300, 100, 1], proven: [600] });
  });

  test("leave alone what differs anyway", () => {
    const key = { digits: [2, 500].map((room, group) => ({ group, room })) };
    assert.deepEqual(stridesFor(2, [key], 500).strides, [1, 1]);
  });
});
