// Medians, paired ratios and how fast something grows.

/** The middle, the ends, and how many. */
export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
  readonly runs: number;
}

/** The middle value, or the mean of the two in the middle. NaN for nothing. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  const lower = sorted[Math.ceil(sorted.length / 2) - 1] ?? Number.NaN;
  return (lower + upper) / 2;
}

/** The spread of the values, rounded to three decimals. */
export function spreadOf(values: readonly number[]): Spread {
  const [mid, min, max] = [median(values), Math.min(...values), Math.max(...values)].map(round);
  return { median: mid ?? 0, min: min ?? 0, max: max ?? 0, runs: values.length };
}

/** The spread of one.round / other.round over the rounds that both have. Undefined where they share none. */
export function pairedRatio(
  one: ReadonlyMap<number, number>,
  other: ReadonlyMap<number, number>,
): Spread | undefined {
  const ratios = [...one].flatMap(([round_, value]) => {
    const base = other.get(round_);
    return base === undefined || base === 0 ? [] : [value / base];
  });
  return ratios.length === 0 ? undefined : spreadOf(ratios);
}

/**
 * The exponent e of value = c × count^e that fits best (least squares of the logarithms): 1 is linear,
 * 2 is quadratic.
 */
export function growthExponent(points: readonly (readonly [count: number, value: number])[]): number {
  const logs = points.map(([count, value]) => [Math.log(count), Math.log(value)] as const);
  const mean = (index: 0 | 1): number => logs.reduce((sum, log) => sum + log[index], 0) / logs.length;
  const [meanX, meanY] = [mean(0), mean(1)];
  const over = logs.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0);
  const under = logs.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
  return round(over / under);
}

/** Three decimals are more than any of this is good for. */
export const round = (value: number): number => Math.round(value * 1000) / 1000;
