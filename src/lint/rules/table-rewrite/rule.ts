// Statements that write a whole table anew: VACUUM FULL, CLUSTER, SET LOGGED and so on.

import type { Report, Rule, StatementContext } from "../../rule.ts";
import { claimOf, showLock, showWait } from "../../wording.ts";

const IN_PLACE = "Use pg_repack or pg_squeeze, which copy the table while everybody works.";
const PLANNED =
  "Do it in a window in which nobody uses the table, or copy the rows in batches into a new table and swap the two.";

export const rule: Rule = {
  name: "table-rewrite",
  class: "hazard",
  severity: "error",
  about: "a statement that writes the whole table anew",
  files: ["up", "down"],
  changes: {
    *vacuum({ at, tables, full }, context) {
      if (full && tables.length === 0) yield everyTable(at, "VACUUM FULL");
      // It always writes the table anew: there is nothing that a rehearsal could dismiss.
      for (const { claim: _, ...report } of reportsOf(at, context, IN_PLACE)) yield report;
    },
    *cluster({ at, table }, context) {
      if (table === undefined) yield everyTable(at, "CLUSTER");
      yield* reportsOf(at, context, IN_PLACE);
    },
    *"set-persistence"({ at }, context) {
      yield* reportsOf(at, context, PLANNED);
    },
    *"set-access-method"({ at }, context) {
      yield* reportsOf(at, context, PLANNED);
    },
    *"set-tablespace"({ at }, context) {
      for (const report of reportsOf(at, context, PLANNED)) yield { ...report, severity: "warning" };
    },
  },
};

function* reportsOf(at: number, context: StatementContext, instead: string): Iterable<Report> {
  const [work] = context.work;
  if (work?.kind !== "rewrite") return;
  const locks = context.work.map(({ table }) => showLock(table, context)).join(", ");
  yield {
    at,
    message: `${locks} while the table and its indexes are written anew: ${showWait(work.table, context)} until that is done.`,
    instead,
    claim: claimOf(work, context),
  };
}

const everyTable = (at: number, command: string): Report => ({
  at,
  message: `${command} without a name writes one table after the other anew, each under ACCESS EXCLUSIVE: readers and writers wait until it is done.`,
  instead: `Name the tables that need it. ${IN_PLACE}`,
});
