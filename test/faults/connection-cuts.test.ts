// The connection is cut at every protocol message of a run: nothing is lost, done twice or left half-done.

import assert from "node:assert/strict";
import { test } from "node:test";

import { cutPoints, eachPoint } from "./cut-points.ts";
import type { CutPoint } from "./cut-points.ts";
import { startCutProxy } from "./cut-proxy.ts";
import { MIGRATIONS } from "./fixture.ts";
import { hurryingClock, upHere } from "./runner.ts";
import { ownDatabase } from "./own-database.ts";
import { assertWhole } from "./snapshot.ts";
import { undisturbed } from "./undisturbed.ts";
import type { Undisturbed } from "./undisturbed.ts";

const SAMPLE = 7;

/** Cuts once at the point. With `alone` nobody gets in any more, and one more run has to finish the job. */
async function cutAt(
  { verdict, side, number }: CutPoint,
  { folder, snapshot, started, alone }: Undisturbed & { readonly alone: boolean },
): Promise<void> {
  await using database = await ownDatabase();
  const { url } = database;
  const { clock, hurry } = hurryingClock();
  await using proxy = await startCutProxy(url, (message) => {
    if (message.side !== side || message.number !== number) return "pass";
    if (alone) proxy.refuse(true);
    if (alone) hurry();
    return verdict;
  });
  const first = await upHere(proxy.url, folder, { clock });
  // A connection that goes before anything has begun is told at once.
  if (alone || number <= started[side]) {
    proxy.endMuted();
    const second = await upHere(url, folder);
    assert.equal(second.failure?.message, undefined, "the run after it");
  } else {
    assert.equal(first.failure?.message, undefined, "the run itself");
    assert.equal(first.applied.length, MIGRATIONS, "all are told as applied");
    assert.deepEqual(first.pending, [], "none is told as pending");
  }
  await assertWhole({ url, folder, snapshot, migrations: MIGRATIONS });
}

for (const alone of [false, true]) {
  const what = alone ? "and stays away: one more run finishes" : "and comes back: the run finishes by itself";
  test(`a connection goes at any message ${what}`, async (context) => {
    const base = await undisturbed(context);
    const points = cutPoints(base.seen, SAMPLE);
    await eachPoint(context, points, (point) => cutAt(point, { ...base, alone }));
  });
}
