// The time scale of one timeline: milliseconds to percent of its width, with the ticks below it.

import { scaleLinear } from "d3-scale";

import { showTime } from "../figures.ts";

export interface Span {
  readonly startMs: number;
  readonly endMs: number;
}

export interface Tick {
  readonly at: number;
  readonly label: string;
}

export interface TimeScale {
  /** Percent of the width, from 0 to 100, to a tenth: less than a pixel. */
  readonly at: (ms: number) => number;
  readonly ticks: readonly Tick[];
  /** False where short spans are drawn wider than they were. */
  readonly isExact: boolean;
}

/** A span narrower than this cannot be seen beside one that took ten thousand times as long. */
const SPAN_PERCENT_MIN = 4;
/** However many spans there are, this much of the width goes by time alone. */
const EXACT_PERCENT_MIN = 40;
const TICKS_WANTED = 5;
const SECONDS_FROM_MS = 2000;
/** Labels closer than this run into each other on a phone. */
const TICK_DISTANCE_PERCENT = 18;

/**
 * A scale over `whole` on which each of the spans, sorted and apart from each other, can be seen. Where all are
 * long enough it is linear; otherwise short ones get a least width and the rest shares what is left by time.
 */
export function timeScale(whole: Span, spans: readonly Span[]): TimeScale {
  const edges = edgesOf(whole, spans);
  const start = edges[0] ?? 0;
  const total = (edges.at(-1) ?? start) - start;
  if (total <= 0) return { at: () => 0, ticks: [{ at: 0, label: showTime(0) }], isExact: true };
  const least = Math.min(SPAN_PERCENT_MIN, (100 - EXACT_PERCENT_MIN) / Math.max(1, spans.length));
  const parts = edges.slice(1).map((to, index) => {
    const from = edges[index] ?? start;
    const share = ((to - from) / total) * 100;
    const isSpan = spans.some(({ startMs, endMs }) => startMs <= from && to <= endMs);
    return { share, least: isSpan ? least : 0 };
  });
  const isExact = parts.every((part) => part.share >= part.least);
  const scale = isExact
    ? scaleLinear([start, start + total], [0, 100]).clamp(true)
    : scaleLinear(edges, stretched(parts)).clamp(true);
  const at = (ms: number): number => Math.round(scale(ms) * 10) / 10;
  const ticks = isExact
    ? roundTicks(total)
    : edges.map((ms) => ({ at: at(ms), label: showTime(ms - start) }));
  return { at, ticks: spaced(ticks), isExact };
}

/** Ticks at round figures, in the unit that suits the whole. */
function roundTicks(totalMs: number): readonly Tick[] {
  const [unit, unitMs] = totalMs < SECONDS_FROM_MS ? (["ms", 1] as const) : (["s", 1000] as const);
  const scale = scaleLinear([0, totalMs / unitMs], [0, 100]);
  const show = scale.tickFormat(TICKS_WANTED);
  return scale.ticks(TICKS_WANTED).map((amount) => ({ at: scale(amount), label: `${show(amount)} ${unit}` }));
}

/** Every moment at which something begins or ends, in order, each once. */
function edgesOf(whole: Span, spans: readonly Span[]): readonly number[] {
  const inside = spans
    .flatMap(({ startMs, endMs }) => [startMs, endMs])
    .filter((ms) => ms > whole.startMs && ms < whole.endMs);
  return [...new Set([whole.startMs, ...inside, whole.endMs])].toSorted((a, b) => a - b);
}

/** Where each part ends, in percent, with 0 in front: the least width for each, the rest by time. */
function stretched(parts: readonly { readonly share: number; readonly least: number }[]): readonly number[] {
  const leasts = parts.reduce((sum, { least }) => sum + least, 0);
  let end = 0;
  return [0, ...parts.map(({ share, least }) => (end += least + (share * (100 - leasts)) / 100))];
}

/** The first and those that stand far enough from the one before. */
function spaced(ticks: readonly Tick[]): readonly Tick[] {
  const kept: Tick[] = [];
  for (const tick of ticks) {
    const last = kept.at(-1);
    if (last === undefined || tick.at - last.at >= TICK_DISTANCE_PERCENT) kept.push(tick);
  }
  return kept;
}
