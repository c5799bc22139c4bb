// Objects that a repeatable once made and that no file makes any more: they are told, and left as they are.

import { readStanding } from "../catalog/catalog.ts";
import type { History } from "../core/history.ts";
import type { Repeatable } from "../core/migration.ts";
import type { Problem } from "../core/problem.ts";
import { repeatableVersion, type RepeatableStanding } from "../core/repeatable.ts";
import type { StandingObject } from "../core/standing-object.ts";
import type { Session } from "../database/database.ts";
import { readRepeatedSources } from "../journal/journal.ts";
import { compareRepeatables, type FoundRepeatable } from "../plan/plan.ts";
import { wantedIn } from "./wanted.ts";

/** True where one of them may have left something: its file was changed, or is gone. */
export const hasLeft = (repeatables: readonly Repeatable[], history: History): boolean =>
  leavers(repeatables, history).length > 0;

const leavers = (repeatables: readonly Repeatable[], history: History): readonly RepeatableStanding[] =>
  compareRepeatables(repeatables, history).filter(({ state }) => state === "changed" || state === "removed");

/** A warning for each repeatable that has left something behind. Costs nothing where none was changed or removed. */
export async function leftBehind(
  session: Session,
  found: readonly FoundRepeatable[],
  { history, role }: { readonly history: History; readonly role: string | undefined },
): Promise<readonly Problem[]> {
  const states = leavers(
    found.map(({ repeatable }) => repeatable),
    history,
  );
  if (states.length === 0) return [];
  const { parseRepeatable } = await import("../sql/repeatable/repeatable.ts");
  const { loadParser } = await import("../sql/sql.ts");
  await loadParser();
  const sources = await readRepeatedSources(session);
  const made = new Set(found.flatMap(({ standing }) => standing.flat().map(({ key }) => key)));
  const problems: Problem[] = [];
  for (const { name, state } of states) {
    const text = sources.get(name);
    if (text === undefined) continue;
    const { content } = parseRepeatable({ path: name, text });
    const { objects } = await readStanding(session, wantedIn(content, false), role);
    const left = objects.flat().filter(({ key }) => !made.has(key));
    if (left.length > 0) problems.push(problemOf(name, state === "removed", left));
  }
  return problems;
}

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
