// The round trip of one migration on the page: up, down, up again, and the up a second time.

import type { VNode } from "preact";

import type { RoundTrip } from "../../../core/rehearsal.ts";
import { roundTripWords, type Word } from "../round-trip-words.ts";
import { differenceList } from "./difference-list.ts";
import { element } from "./element.ts";
import { failureBox } from "./failure-box.ts";
import { signOf } from "./mark.ts";

const PARTS = { down: "The down", again: "The up after the down", rerun: "The up a second time" } as const;

/** A strip of what was tried, then what went wrong and what the down left different. */
export function roundTripSection(trip: RoundTrip): VNode {
  const { differences, failures } = trip;
  return element(
    "section",
    "trip",
    element("h4", "", "Round trip"),
    element("ol", "stages", ...roundTripWords(trip).map(([part, word]) => stage(part, word))),
    ...failures
      .filter(({ part }) => part !== "rerun")
      .map(({ part, failure }) => failureBox(failure, PARTS[part])),
    differences.length > 0 && [
      element("p", "", "What the down leaves different from before:"),
      differenceList(differences),
    ],
    ...failures
      .filter(({ part }) => part === "rerun")
      .map(({ failure }) => element("p", "note", `${PARTS.rerun}: ${failure.message}`)),
  );
}

const stage = (title: string, { tone, text }: Word): VNode =>
  element("li", tone, element("b", "", title), element("span", "", `${signOf(tone)} ${text}`));
