// Colour and marks for terminals.

import { styleText } from "node:util";

type Look = "good" | "bad" | "warn" | "dim" | "strong";

const LOOKS = { good: "green", bad: "red", warn: "yellow", dim: "dim", strong: "bold" } as const;

/** Dresses text up, or leaves it as it is where colour is off. */
export type Paint = (look: Look, text: string) => string;

/** The paint for a terminal with or without colour. */
export const paintWith = (colour: boolean): Paint => {
  if (!colour) return (_, text) => text;
  return (look, text) => styleText(LOOKS[look], text, { validateStream: false });
};

/** `1 migration`, `2 migrations`. */
export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;
