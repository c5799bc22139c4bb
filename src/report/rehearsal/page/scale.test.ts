// The time scale: what is long is drawn long, and nothing is too short to be seen.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";

import { timeScale, type Span } from "./scale.ts";

const spans = (...edges: readonly (readonly [number, number])[]): Span[] =>
  edges.map(([startMs, endMs]) => ({ startMs, endMs }));

test("spans of like length stand on a linear scale with round ticks", () => {
  const { at, ticks, isExact } = timeScale({ startMs: 100, endMs: 200 }, spans([100, 150], [150, 200]));
  assert.ok(isExact);
  assert.deepEqual([at(100), at(150), at(200), at(125)], [0, 50, 100, 25]);
  assert.deepEqual(
    ticks.map(({ label }) => label),
    ["0 ms", "20 ms", "40 ms", "60 ms", "80 ms", "100 ms"],
  );
});

test("a span ten thousand times shorter than its neighbour can still be seen", () => {
  const { at, isExact } = timeScale({ startMs: 0, endMs: 10_001 }, spans([0, 1], [1, 10_001]));
  assert.ok(!isExact);
  assert.ok(at(1) >= 4, `${at(1)} percent`);
  assert.equal(at(10_001), 100);
});

test("a migration that took no time has a scale as well", () => {
  assert.equal(timeScale({ startMs: 5, endMs: 5 }, spans([5, 5])).at(5), 0);
});

test("any scale keeps the order, stays within its width, and leaves room between its ticks", () => {
  const lengths = fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(lengths, fc.nat(1e6), (steps, start) => {
      const edges = steps.reduce<readonly number[]>(
        (all, step) => [...all, (all.at(-1) ?? start) + step],
        [start],
      );
      const parts = edges.slice(1).map((endMs, index): Span => ({ startMs: edges[index] ?? start, endMs }));
      const { at, ticks } = timeScale({ startMs: start, endMs: edges.at(-1) ?? start }, parts);
      const places = edges.map(at);
      assert.ok(places.every((place) => place >= 0 && place <= 100));
      assert.deepEqual(
        places,
        places.toSorted((a, b) => a - b),
      );
      for (const [index, tick] of ticks.entries()) {
        assert.ok(index === 0 || tick.at - (ticks[index - 1]?.at ?? 0) >= 18, `tick at ${tick.at}`);
      }
    }),
  );
});
