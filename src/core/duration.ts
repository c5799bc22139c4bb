// Durations as people write them: `500ms`, `2s`, `10min`, `1h`, `7d`, or `0` for none.

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, min: 60_000, h: 3_600_000, d: 86_400_000 };

/** Longest duration that PostgreSQL's integer settings in milliseconds can hold. */
const DURATION_MS_MAX = 2_147_483_647;

/** Milliseconds, or undefined for text that is no duration. A number without a unit must be 0. */
export function parseDuration(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)(ms|s|min|h|d)?$/.exec(text.trim());
  if (!match) return undefined;
  const [, digits = "", unit] = match;
  const amount = Number(digits);
  if (unit === undefined) return amount === 0 ? 0 : undefined;
  const ms = Math.round(amount * (UNITS[unit] ?? 1));
  return ms <= DURATION_MS_MAX ? ms : undefined;
}

/** A duration for people: `7 ms`, `1.2 s`, `3 min 5 s`. */
export function showDuration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  return `${Math.floor(ms / 60_000)} min ${Math.floor((ms % 60_000) / 1000)} s`;
}
