// What came of each part of a round trip, in a few words.

import type { RoundTrip } from "../../core/rehearsal.ts";
import { counted } from "../style.ts";

export type Tone = "good" | "warn" | "bad" | "quiet";

export interface Word {
  readonly tone: Tone;
  readonly text: string;
}

/** A word for each part, in the order in which people think of them. */
export const roundTripWords = (trip: RoundTrip): readonly (readonly [part: string, word: Word])[] => [
  ["Down", downWord(trip)],
  ["Up again", AGAIN[trip.again ?? "untried"]],
  ["Up twice", RERUN[trip.rerun]],
];

function downWord({ down, restored, differences }: RoundTrip): Word {
  switch (down) {
    case "ran":
      return restored === false
        ? { tone: "bad", text: `leaves ${counted(differences.length, "difference")}` }
        : { tone: "good", text: "restores the schema" };
    case "failed":
      return { tone: "bad", text: "fails" };
    case "none":
      return { tone: "quiet", text: "there is none" };
    case "irreversible":
      return { tone: "quiet", text: "declared irreversible" };
    case "untried":
      return { tone: "quiet", text: "not tried" };
  }
}

const AGAIN: Readonly<Record<NonNullable<RoundTrip["again"]> | "untried", Word>> = {
  same: { tone: "good", text: "same schema" },
  different: { tone: "bad", text: "another schema" },
  failed: { tone: "bad", text: "fails" },
  untried: { tone: "quiet", text: "not tried" },
};

/** Most migrations cannot run twice, and need not: it is good to know and nothing to put right. */
const RERUN: Readonly<Record<RoundTrip["rerun"], Word>> = {
  same: { tone: "good", text: "changes nothing" },
  changed: { tone: "quiet", text: "changes the schema again" },
  failed: { tone: "quiet", text: "is refused" },
  untried: { tone: "quiet", text: "not tried" },
};

/** Whether the down and the up after it do what they are there for, in one word for both. */
export function wayBackOf(trip: RoundTrip): Word {
  const down = downWord(trip);
  if (down.tone !== "good")
    return trip.down === "none" ? { ...down, text: "no down" } : { ...down, text: `down ${down.text}` };
  if (trip.again === "failed") return { tone: "bad", text: "fails after its down" };
  if (trip.again === "different") return { tone: "bad", text: "differs after its down" };
  return { ...down, text: `down ${down.text}` };
}
