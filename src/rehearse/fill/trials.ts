// Decides which combinations of choices are worth a try, because all of them can be too many.

/** The choices of a variable that are left. */
export interface Options {
  readonly all: readonly number[];
  /** The one that stands for as little as possible: null, or the first where there is none. */
  readonly blank: number;
}

/** Combinations of one rule that are tried: all, or half as many and those that hardly differ from a plain row. */
export const TRIALS_MAX = 3_000;
/** No list is cut below this: the choice that we like best and another one. */
const CHOICES_MIN = 2;

/** Combinations, each with one choice for each of the variables, none of them twice. */
export function combinationsOf(options: readonly Options[]): readonly (readonly number[])[] {
  const lists = options.map(({ all }) => all);
  if (productOf(lists) <= TRIALS_MAX) return product(lists);
  const short = shortened(options, TRIALS_MAX / 2);
  const found = [...nearCorners(options), ...(productOf(short) <= TRIALS_MAX / 2 ? product(short) : [])];
  return [...new Map(found.map((combination) => [combination.join(","), combination])).values()];
}

const product = (lists: readonly (readonly number[])[]): readonly (readonly number[])[] =>
  lists.reduce<readonly (readonly number[])[]>(
    (before, list) => before.flatMap((combination) => list.map((choice) => [...combination, choice])),
    [[]],
  );

/** Cuts the longest list until there are few enough combinations, as far as two of each allow. Keeps the blanks. */
function shortened(options: readonly Options[], max: number): readonly (readonly number[])[] {
  let lists = options.map(({ all, blank }) => [...new Set([...all.slice(0, 1), blank, ...all])]);
  // Each turn takes one from the longest list.
  while (productOf(lists) > max) {
    const longest = Math.max(...lists.map((list) => list.length));
    if (longest <= CHOICES_MIN) break;
    const place = lists.findIndex((list) => list.length === longest);
    lists = lists.with(place, lists[place]?.slice(0, -1) ?? []);
  }
  return lists;
}

/** All first and all blank, with one place changed to anything, or two from the one to the other. */
function nearCorners(options: readonly Options[]): readonly (readonly number[])[] {
  const first = options.map(({ all }) => all[0] ?? 0);
  const blank = options.map((option) => option.blank);
  const from = (corner: readonly number[], other: readonly number[]): readonly (readonly number[])[] => {
    const flipped = corner.map((_, place) => corner.with(place, other[place] ?? 0));
    const twice = flipped.flatMap((one, place) =>
      corner.slice(place + 1).map((_, next) => one.with(place + 1 + next, other[place + 1 + next] ?? 0)),
    );
    const changed = options.flatMap(({ all }, place) => all.map((choice) => corner.with(place, choice)));
    return [corner, ...flipped, ...twice, ...changed].slice(0, TRIALS_MAX / 4);
  };
  return [...from(first, blank), ...from(blank, first)];
}

const productOf = (lists: readonly (readonly number[])[]): number =>
  lists.reduce((total, list) => total * list.length, 1);
