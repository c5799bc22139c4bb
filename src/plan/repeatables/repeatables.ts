// Plans repeatables: which are applied, in which order, what has to be taken away first, and what goes together.

import type { History } from "../../core/history.ts";
import type { Repeatable } from "../../core/migration.ts";
import type { Plan, PlannedMigration, RepeatReason } from "../../core/plan.ts";
import { repeatableVersion, type RepeatableStanding } from "../../core/repeatable.ts";
import type { Version } from "../../core/version.ts";
import { followChanges } from "./changes.ts";
import type { FoundRepeatable } from "./read.ts";
import { planTogether, type StepContext } from "./steps.ts";
import { groupTogether } from "./together.ts";

/** Files and journal side by side, by name. */
export function compareRepeatables(
  repeatables: readonly Repeatable[],
  { repeated }: Pick<History, "repeated">,
): readonly RepeatableStanding[] {
  if (repeatables.length === 0 && repeated.length === 0) return [];
  const known = new Map(repeated.map((each) => [each.name, each]));
  const names = new Set(repeatables.map(({ name }) => name));
  const standing = repeatables.map(({ name, checksum }): RepeatableStanding => {
    const ran = known.get(name);
    if (ran === undefined) return { name, state: "new" };
    return { name, state: ran.checksum === checksum ? "current" : "changed", repeatedAt: ran.repeatedAt };
  });
  const removed = repeated
    .filter(({ name }) => !names.has(name))
    .map(({ name, repeatedAt }): RepeatableStanding => ({ name, state: "removed", repeatedAt }));
  return [...standing, ...removed];
}

/** True where a repeatable is to be applied because of its text. */
export const isPending = ({ state }: RepeatableStanding): boolean => state === "new" || state === "changed";

export interface RepeatablesContext extends StepContext {
  readonly history: Pick<History, "repeated">;
  /** By name: those whose objects a repeatable speaks of. */
  readonly needs: ReadonlyMap<string, ReadonlySet<string>>;
  /** Of those whose text has changed only these, with what follows from them. */
  readonly only?: ReadonlySet<Version>;
}

/**
 * The steps of all that must be applied, for a database in which these objects stand. `order` holds every repeatable,
 * each after those that it needs. Throws Failure `depended-on` where that cannot be done without loss.
 */
export function planRepeatables(order: readonly FoundRepeatable[], context: RepeatablesContext): Plan {
  const changes = followChanges(order, wantedOf(order, context));
  const applied = order.filter(({ repeatable }) => changes.reasons.has(repeatable.name));
  const groups = groupTogether(applied, changes, context.needs);
  const migrations = groups.flatMap((members): readonly PlannedMigration[] => {
    const planned = planTogether(members, changes, context);
    return planned === undefined ? [] : [planned];
  });
  const all = applied.map(({ repeatable: { name } }) => ({ version: repeatableVersion(name), name }));
  return { direction: "up", migrations, all };
}

function wantedOf(
  order: readonly FoundRepeatable[],
  { history, only }: RepeatablesContext,
): ReadonlyMap<string, RepeatReason> {
  const standing = compareRepeatables(
    order.map(({ repeatable }) => repeatable),
    history,
  );
  const states = new Map(standing.map(({ name, state }) => [name, state]));
  const wanted = new Map<string, RepeatReason>();
  for (const found of order) {
    const { name } = found.repeatable;
    const state = states.get(name);
    const asked = only === undefined || only.has(repeatableVersion(name));
    const changed = asked && (state === "new" || state === "changed") ? state : undefined;
    const reason = changed ?? (state === "current" && isGone(found) ? "gone" : undefined);
    if (reason !== undefined) wanted.set(name, reason);
  }
  return wanted;
}

/** Something that it made is not there any more. A routine with `%TYPE` in its parameters is not looked for. */
const isGone = ({ content, standing }: FoundRepeatable): boolean =>
  content.makes.some(
    ({ routine }, index) =>
      (standing[index] ?? []).length === 0 &&
      (routine?.parameters ?? []).every(({ type }) => type !== undefined),
  );
