// Figures of a rehearsal as people read them: times, sizes, counts, versions.

import { showDuration } from "../../core/duration.ts";

/** A time with as many digits as matter: `0.04 ms`, `1.2 ms`, `12 ms`, `1.2 s`. */
export function showTime(ms: number): string {
  if (ms === 0 || ms >= 9.95) return showDuration(ms);
  return `${ms.toFixed(ms < 0.095 ? 2 : 1)} ms`;
}

const UNITS = ["bytes", "kB", "MB", "GB", "TB"] as const;

/** A size in PostgreSQL's own units, which go by 1024: `812 bytes`, `3.4 MB`. */
export function showBytes(bytes: number): string {
  const power = bytes < 1024 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log2(bytes) / 10));
  const amount = bytes / 1024 ** power;
  return `${power === 0 || amount >= 100 ? showCount(amount) : amount.toFixed(1)} ${UNITS[power] ?? ""}`;
}

/** `12,400,000`. */
export const showCount = (count: number): string => Math.round(count).toLocaleString("en-US");

/** `18.4` for 180004, and for 18 just that. */
export const showServer = (version: number): string =>
  version < 10_000 ? String(version) : `${Math.floor(version / 10_000)}.${version % 10_000}`;

/** `2026-11-22 11:03 UTC` for a time in ISO 8601; what is none stays as it is. */
export function showWhen(iso: string): string {
  const time = new Date(iso);
  return Number.isNaN(time.getTime()) ? iso : `${time.toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

/** `a`, `a and b`, `a, b and c`. */
export const listed = (words: readonly string[]): string =>
  words.length < 2 ? (words[0] ?? "") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
