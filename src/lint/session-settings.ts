// The settings of the session that change what a statement does, such as TimeZone.

import type { Change } from "../core/change.ts";

/** Takes in what a change sets or resets. Names are kept in lower case. */
export function readSettings(change: Change, settings: Map<string, string>): void {
  if (change.kind === "set") settings.set(change.name.toLowerCase(), change.value.join(", "));
  if (change.kind !== "reset") return;
  if (change.name === undefined) settings.clear();
  else settings.delete(change.name.toLowerCase());
}
