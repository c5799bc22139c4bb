// The locks of one migration as a table: what the timeline shows, for those who read rather than look.

import type { VNode } from "preact";

import type { RehearsedMigration } from "../../../core/rehearsal.ts";
import { blocksOf } from "../blocks.ts";
import { showTime } from "../figures.ts";
import { element, type Content } from "./element.ts";
import { lockGroups, relationNames } from "./lock-group.ts";
import { lockName } from "./lock-name.ts";
import { table } from "./table.ts";

const TITLES = ["Statement", "Lock", "Relations", "Blocks", "From", "Held"] as const;

/** Folded up; in the order in which the locks were taken. */
export function lockTable({ statements, steps }: RehearsedMigration): VNode {
  const start = steps[0]?.startMs ?? statements[0]?.startMs ?? 0;
  const rows = statements.flatMap(({ number, locks }) =>
    lockGroups(locks).map((group): readonly Content[] => [
      number,
      lockName(group.mode, group.existed),
      relationNames(group, Infinity),
      group.existed ? blocksOf(group.mode) : "nobody: it is new",
      showTime(group.fromMs - start),
      showTime(group.toMs - group.fromMs),
    ]),
  );
  return element(
    "details",
    "folded",
    element("summary", "", "All locks as a table"),
    table("locks", TITLES, rows),
  );
}
