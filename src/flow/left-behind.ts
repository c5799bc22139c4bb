// Objects that a repeatable once made and does not make any more: they are told, and left as they are.

import { readStanding } from "../catalog/catalog.ts";
import type { History } from "../core/history.ts";
import type { Repeatable } from "../core/migration.ts";
import type { Problem } from "../core/problem.ts";
import { repeatableVersion, type RepeatableStanding } from "../core/repeatable.ts";
import type { StandingObject } from "../core/standing-object.ts";
import type { Session } from "../database/database.ts";
import { readRepeatedSources } from "../journal/journal.ts";
import { compareRepeatables } from "../plan/plan.ts";
import { wantedIn } from "./wanted.ts";

/** What stands of the objects that the last text of a repeatable made. */
export interface Former {
  readonly name: string;
  /** True where its file is gone. */
  readonly removed: boolean;
  readonly objects: readonly StandingObject[];
}

const leavers = (repeatables: readonly Repeatable[], history: History): readonly RepeatableStanding[] =>
  compareRepeatables(repeatables, history).filter(({ state }) => state === "changed" || state === "removed");

export interface LookingBack {
  readonly history: History;
  readonly role: string | undefined;
  /** Keys of what the files make as they are now. */
  readonly made: ReadonlySet<string>;
}

/** For each repeatable that was changed or removed. Costs nothing where none was. */
export async function formerObjects(
  session: Session,
  repeatables: readonly Repeatable[],
  { history, role, made }: LookingBack,
): Promise<readonly Former[]> {
  const states = leavers(repeatables, history);
  if (states.length === 0) return [];
  const [{ parseRepeatable }, { loadParser }] = await Promise.all([
    import("../sql/repeatable/repeatable.ts"),
    import("../sql/sql.ts"),
  ]);
  await loadParser();
  const sources = await readRepeatedSources(session);
  const former: Former[] = [];
  for (const { name, state } of states) {
    const text = sources.get(name);
    if (text === undefined) continue;
    const { content } = parseRepeatable({ path: name, text });
    const { objects } = await readStanding(session, wantedIn(content, false), role);
    const left = objects.flat().filter(({ key }) => !made.has(key));
    former.push({ name, removed: state === "removed", objects: left });
  }
  return former;
}

/** A warning for each repeatable that leaves something behind; `drops` are statements that take some of it away. */
export const leftBehind = (former: readonly Former[], drops: ReadonlySet<string>): readonly Problem[] =>
  former.flatMap(({ name, removed, objects }) => {
    const left = objects.filter(({ drop }) => !drops.has(drop));
    return left.length === 0 ? [] : [problemOf(name, removed, left)];
  });

function problemOf(name: string, removed: boolean, left: readonly StandingObject[]): Problem {
  const shown = left.map((each) => each.shown).join(", ");
  return {
    code: removed ? "repeatable-removed" : "repeatable-left-behind",
    severity: "warning",
    message: removed
      ? `The repeatable ${name} is not in the folder any more. What it made is left as it is: ${shown}.`
      : `The repeatable ${name} does not make this any more, and it is left as it is: ${shown}.`,
    remedy: `To be rid of it, write a migration: ${left.map(({ drop }) => `${drop};`).join(" ")}`,
    version: repeatableVersion(name),
  };
}
