// The journeys of `lock show` and `lock release`.

import type { NoteOutcome } from "../core/outcome.ts";
import { deployLockHolder, releaseDeployLock, showHolder } from "../database/database.ts";
import { refuseProtected, refuseUnconfirmed, type Confirmation } from "./confirm.ts";
import { told, type Journey } from "./journey.ts";
import { noteOf } from "./note.ts";
import { openTarget, shownTarget } from "./target.ts";

/** Who holds the deploy lock, if anybody does. */
export function showLock(journey: Journey): Promise<NoteOutcome> {
  return told(noteOf(shownTarget(journey)), async (known) => {
    await using session = await openTarget(journey);
    const holder = await deployLockHolder(session);
    known.word = "ok";
    known.lines = [holder ? `Held by ${showHolder(holder)}.` : "Nobody holds the deploy lock."];
    known.facts = { held: holder !== undefined, ...(holder ? { holder } : {}) };
  });
}

/** Ends the session that holds the lock, after asking. Its open transaction is rolled back by the server. */
export function releaseLock(journey: Journey, confirmation: Confirmation): Promise<NoteOutcome> {
  return told(noteOf(shownTarget(journey)), async (known) => {
    refuseProtected(journey, confirmation);
    await using session = await openTarget(journey);
    const holder = await deployLockHolder(session);
    if (!holder) {
      known.lines = ["Nobody holds the deploy lock."];
      known.facts = { released: false };
      return;
    }
    await refuseUnconfirmed(journey, `End this?\n  ${showHolder(holder)}`, confirmation);
    await releaseDeployLock(session, journey.world.clock);
    known.word = "applied";
    known.lines = [`Ended: ${showHolder(holder)}. The deploy lock is free.`];
    known.facts = { released: true, holder };
  });
}
