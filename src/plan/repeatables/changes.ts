// Decides which repeatables are applied and which objects have to be taken away for it, or what stands against that.

import { Failure } from "../../core/failure.ts";
import type { RepeatReason } from "../../core/plan.ts";
import type { Dependant, StandingObject } from "../../core/standing-object.ts";
import type { FoundRepeatable } from "./read.ts";
import { fateOf } from "./replace.ts";

/** An object that is taken away, and the repeatable that makes it anew. */
export interface Taken {
  readonly standing: StandingObject;
  readonly by: FoundRepeatable;
}

export interface Changes {
  /** By name: those that are applied, with the reason. */
  readonly reasons: ReadonlyMap<string, RepeatReason>;
  /** By key: objects that are dropped. */
  readonly taken: ReadonlyMap<string, Taken>;
}

/** Something depends on an object that must go, and no repeatable would make it anew. */
interface Obstacle {
  readonly object: StandingObject;
  readonly dependant: Dependant;
}

interface Growing {
  readonly reasons: Map<string, RepeatReason>;
  readonly taken: Map<string, Taken>;
  readonly obstacles: Obstacle[];
}

/**
 * Everything that follows from the repeatables that are to be applied. Throws Failure `depended-on` where an object has to
 * be dropped which something else depends on, or which could not be given back what it has.
 */
export function followChanges(
  repeatables: readonly FoundRepeatable[],
  wanted: ReadonlyMap<string, RepeatReason>,
): Changes {
  const makers = makersOf(repeatables);
  let growing = grow({ reasons: new Map(wanted), taken: new Map(), obstacles: [] }, repeatables, makers);
  for (const { standing, by } of uncertain(repeatables, growing)) {
    if (growing.taken.has(standing.key)) continue;
    // Nobody knows yet whether it can be replaced. Dropped, it can always be made, if nothing stands against that.
    const tried = takeAway(copyOf(growing), { standing, by }, makers);
    const grown = grow(tried, repeatables, makers);
    if (grown.obstacles.length === growing.obstacles.length && standing.unkept.length === 0) growing = grown;
  }
  const [obstacle] = growing.obstacles;
  if (obstacle !== undefined) throw dependedOn(obstacle, growing.obstacles, makers);
  for (const { standing, by } of growing.taken.values()) {
    if (standing.unkept.length > 0) throw cannotKeep(standing, by);
  }
  return growing;
}

const copyOf = ({ reasons, taken, obstacles }: Growing): Growing => ({
  reasons: new Map(reasons),
  taken: new Map(taken),
  obstacles: [...obstacles],
});

const makersOf = (repeatables: readonly FoundRepeatable[]): ReadonlyMap<string, Taken> =>
  new Map(
    // What a file made once goes with what it was made for, such as an index with its materialized view.
    repeatables.flatMap((by) =>
      [...by.former, ...by.standing.flat()].map((standing) => [standing.key, { standing, by }] as const),
    ),
  );

/** Takes away what the applied ones cannot replace, until that leads to nothing more. */
function grow(
  start: Growing,
  repeatables: readonly FoundRepeatable[],
  makers: ReadonlyMap<string, Taken>,
): Growing {
  let growing = start;
  const looked = new Set<string>();
  // Bound: every pass looks at one more repeatable.
  for (;;) {
    const next = repeatables.find(
      ({ repeatable: { name } }) => growing.reasons.has(name) && !looked.has(name),
    );
    if (next === undefined) return growing;
    looked.add(next.repeatable.name);
    for (const standing of unfit(next, growing)) growing = takeAway(growing, { standing, by: next }, makers);
  }
}

/** The objects of a repeatable that cannot be replaced. One with its old text can be, save where it never could. */
function unfit(found: FoundRepeatable, { reasons }: Growing): readonly StandingObject[] {
  const { content, repeatable, standing } = found;
  const changed = reasons.get(repeatable.name) !== "remade";
  return content.makes.flatMap((made, index) =>
    (standing[index] ?? []).filter(
      (each) => fateOf(made, each, content) === "drop" && (changed || !made.replaces),
    ),
  );
}

function uncertain(repeatables: readonly FoundRepeatable[], { reasons }: Growing): readonly Taken[] {
  return repeatables.flatMap((by) => {
    const reason = reasons.get(by.repeatable.name);
    if (reason === undefined || reason === "remade") return [];
    return by.content.makes.flatMap((made, index) =>
      (by.standing[index] ?? [])
        .filter((each) => fateOf(made, each, by.content) === "unknown")
        .map((standing) => ({ standing, by })),
    );
  });
}

/** Takes an object away with everything that depends on it, and has the makers of that applied. */
function takeAway(growing: Growing, first: Taken, makers: ReadonlyMap<string, Taken>): Growing {
  const open = [first];
  // Bound: every object is taken once.
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { standing, by } = next;
    if (growing.taken.has(standing.key)) continue;
    growing.taken.set(standing.key, next);
    if (!growing.reasons.has(by.repeatable.name)) growing.reasons.set(by.repeatable.name, "remade");
    for (const dependant of standing.dependants) {
      const maker = makers.get(dependant.key);
      if (maker === undefined) growing.obstacles.push({ object: standing, dependant });
      else open.push(maker);
    }
  }
  return growing;
}

/** More than these are only counted. */
const TOLD_MAX = 5;

function dependedOn(
  { object }: Obstacle,
  obstacles: readonly Obstacle[],
  makers: ReadonlyMap<string, Taken>,
): Failure {
  const file = makers.get(object.key)?.by.repeatable.file.path;
  const shown = [...new Set(obstacles.map(({ dependant }) => dependant.shown))];
  const more = shown.length > TOLD_MAX ? ` and ${shown.length - TOLD_MAX} more` : "";
  return new Failure(
    "depended-on",
    `${file ?? object.shown}: PostgreSQL cannot replace the ${object.shown} by what the file now says, and it ` +
      `cannot be dropped: no repeatable makes ${shown.slice(0, TOLD_MAX).join(", ")}${more}, which depends on it.`,
    {
      hint:
        "Make what depends on it a repeatable as well (an index or trigger of its own belongs into the same file), " +
        "drop it in a migration before, or leave the columns, arguments and result as they are and add new ones at the end.",
      ...(file === undefined ? {} : { file }),
    },
  );
}

const cannotKeep = ({ shown, unkept }: StandingObject, { repeatable: { file } }: FoundRepeatable): Failure =>
  new Failure(
    "depended-on",
    `${file.path}: the ${shown} has to be dropped and made anew, and would lose ${unkept.join(" and ")}.`,
    {
      hint: "Take that away in a migration before, and write it into the file of the object if it shall stay.",
      file: file.path,
    },
  );
