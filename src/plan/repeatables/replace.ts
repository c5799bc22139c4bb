// Decides whether PostgreSQL would replace an object by what its file now says, or has to be asked to drop it first.

import type { MadeObject, RepeatableContent } from "../../core/repeatable.ts";
import type { ShownColumn, ShownRoutine, StandingObject } from "../../core/standing-object.ts";

/** `unknown`: the file speaks of what is not there yet, so that nobody can tell before it is tried. */
export type Fate = "replace" | "drop" | "unknown";

/** What becomes of an object that is there when the file that makes it is applied. */
export function fateOf(
  made: MadeObject,
  standing: StandingObject,
  { drops }: Pick<RepeatableContent, "drops">,
): Fate {
  const isDropped = drops.some(({ name }) => name === made.name.name);
  if (isDropped || !made.replaces || standing.kind !== made.kind) return "drop";
  if (made.kind === "view") return fateOfView(standing);
  if (made.kind === "function" || made.kind === "procedure") return fateOfRoutine(standing);
  return "replace";
}

/** CREATE OR REPLACE VIEW may only add columns at the end. */
function fateOfView({ view }: StandingObject): Fate {
  if (view?.next === undefined) return "unknown";
  const { now, next } = view;
  return now.every((column, index) => isSame(column, next[index])) ? "replace" : "drop";
}

const isSame = (a: ShownColumn, b: ShownColumn | undefined): boolean =>
  a.name === b?.name && a.type === b.type && a.modifier === b.modifier;

/** CREATE OR REPLACE FUNCTION keeps the result, the names of parameters, and as many defaults as there were. */
function fateOfRoutine({ routine }: StandingObject): Fate {
  if (routine?.next === undefined) return "unknown";
  const { now, next } = routine;
  const sameResult =
    next.returns === undefined ||
    (now.returns?.type === next.returns.type && now.returns.set === next.returns.set);
  const replaces = sameResult && next.defaults >= now.defaults && keepsParameters(now, next);
  return replaces ? "replace" : "drop";
}

function keepsParameters(now: ShownRoutine, next: ShownRoutine): boolean {
  if (now.parameters.length !== next.parameters.length) return false;
  return now.parameters.every((old, index) => {
    const parameter = next.parameters[index];
    return (
      parameter?.type === old.type &&
      parameter.mode === old.mode &&
      (old.name === "" || old.name === parameter.name)
    );
  });
}
