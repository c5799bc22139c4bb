// Counts of findings and hazards, by linter and project, and their sums.

import type { Judgement } from "./judge.ts";

/** Counts of one linter on one project, or on several. */
export interface Figures {
  readonly findings: number;
  readonly false: number;
  readonly unjudged: number;
  readonly hazards: number;
  readonly missed: number;
}

export interface Row extends Figures {
  readonly project: string;
  readonly heldOut: boolean;
  readonly linter: string;
}

/** The counts of a judgement. */
export const countsOf = (judgement: Judgement): Figures => ({
  findings: judgement.findings,
  false: judgement.false.length,
  unjudged: judgement.unjudged.length,
  hazards: judgement.hazards,
  missed: judgement.missed.length,
});

/** Adds two up. */
export const sum = (one: Figures, other: Figures): Figures => ({
  findings: one.findings + other.findings,
  false: one.false + other.false,
  unjudged: one.unjudged + other.unjudged,
  hazards: one.hazards + other.hazards,
  missed: one.missed + other.missed,
});

/** The sum of a linter's rows, of the projects that were held out or of the others. */
export function sumOf(
  project: string,
  rows: readonly Row[],
  { linter, heldOut }: { readonly linter: string; readonly heldOut: boolean },
): Row {
  const nothing: Figures = { findings: 0, false: 0, unjudged: 0, hazards: 0, missed: 0 };
  const own = rows.filter((row) => row.linter === linter && row.heldOut === heldOut);
  return { project, heldOut, linter, ...own.reduce<Figures>(sum, nothing) };
}

/** `2.9 %`. */
export const share = (part: number, whole: number): string =>
  whole === 0 ? "–" : `${((100 * part) / whole).toFixed(1)} %`;
