// The round mark that says whether something is well, to those who do not see its colour as well.

import type { VNode } from "preact";

import type { Tone } from "../round-trip-words.ts";
import { element } from "./element.ts";

const SIGNS: Readonly<Record<Tone, string>> = { good: "✓", warn: "!", bad: "✗", quiet: "–" };

const NAMES: Readonly<Record<Tone, string>> = { good: "well", warn: "hazard", bad: "failed", quiet: "open" };

/** The sign alone. */
export const signOf = (tone: Tone): string => SIGNS[tone];

/** The sign in a circle. */
export const mark = (tone: Tone): VNode =>
  element("span", { class: `mark ${tone}`, role: "img", "aria-label": NAMES[tone] }, SIGNS[tone]);
