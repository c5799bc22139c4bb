// Work on many items is bounded and keeps their order.

import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { test } from "node:test";

import { mapConcurrently } from "./concurrent.ts";

test("results stand in the order of the items, and at most 32 are under way", async () => {
  const items = Array.from({ length: 100 }, (_, index) => index);
  let underWay = 0;
  let most = 0;
  const results = await mapConcurrently(items, async (item) => {
    underWay += 1;
    most = Math.max(most, underWay);
    await sleep(item % 3);
    underWay -= 1;
    return item * 2;
  });
  assert.deepEqual(
    results,
    items.map((item) => item * 2),
  );
  assert.equal(most, 32);
});

test("a rejection is passed on", async () => {
  const work = async (item: number): Promise<number> => {
    if (item === 40) throw new Error("stop");
    return item;
  };
  await assert.rejects(mapConcurrently([...Array.from({ length: 50 }).keys()], work), /stop/);
});
