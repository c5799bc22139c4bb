// The signs for good and bad in Markdown.

import type { Tone } from "../round-trip-words.ts";

const MARKS: Readonly<Record<Tone, string>> = { good: "✅", warn: "⚠️", bad: "❌", quiet: "–" };

/** What pull requests know by sight. */
export const markOf = (tone: Tone): string => MARKS[tone];
