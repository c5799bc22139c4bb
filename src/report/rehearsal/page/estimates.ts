// How long the locks would be held on the target, with what each figure is made from.

import type { HoldEstimate } from "../../../core/rehearsal.ts";
import { showBytes, showCount, showTime } from "../figures.ts";
import { element, type Content } from "./element.ts";
import { lockName } from "./lock-name.ts";
import { table } from "./table.ts";

const TITLES = ["Relation", "Lock", "Rows", "Size", "Held for about", "Made from"] as const;

/** The longest first; nothing where the target was not asked. */
export function estimateSection(estimates: readonly HoldEstimate[]): Content {
  if (estimates.length === 0) return false;
  const rows = estimates
    .toSorted((a, b) => b.holdMs - a.holdMs)
    .map(({ version, line, relation, mode, rows: count, bytes, holdMs, basis }): readonly Content[] => [
      [element("code", "", relation), element("small", "", ` ${version}, line ${line}`)],
      lockName(mode),
      showCount(count),
      showBytes(bytes),
      element("b", "", showTime(holdMs)),
      basis,
    ]);
  return element("section", "estimates", element("h2", "", "On the target"), table("sizes", TITLES, rows));
}
