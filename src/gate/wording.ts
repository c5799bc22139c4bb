// Words that gates share.

import { showDuration } from "../core/duration.ts";

/** `1 migration`, `3 migrations`. */
export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;

const LISTED_MAX = 5;

/** The first few, and how many more there are. */
export const listed = (words: readonly string[]): string =>
  words.length <= LISTED_MAX
    ? words.join(", ")
    : `${words.slice(0, LISTED_MAX).join(", ")} and ${words.length - LISTED_MAX} more`;

/** How long before `now` a moment was; never below 0, for clocks differ. */
export const ageMs = (moment: string, now: Date): number => Math.max(0, now.getTime() - Date.parse(moment));

const DAY_MS = 86_400_000;

/** An age for people: hours count in days after two of them. */
export const showAge = (ms: number): string =>
  ms < 2 * DAY_MS ? showLong(ms) : `${Math.floor(ms / DAY_MS)} days`;

const HOUR_MS = 3_600_000;

const showLong = (ms: number): string => {
  if (ms < HOUR_MS) return showDuration(ms);
  const minutes = Math.floor((ms % HOUR_MS) / 60_000);
  return `${Math.floor(ms / HOUR_MS)} h${minutes === 0 ? "" : ` ${minutes} min`}`;
};
