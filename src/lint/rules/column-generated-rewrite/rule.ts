// A generated column that is stored: every row has to be worked out and written.

import type { Report, Rule, StatementContext } from "../../rule.ts";
import { claimOf, showLock, showWait } from "../../wording.ts";

/** The first version that works a generated column out when it is read. */
const VIRTUAL_SINCE = 18;

export const rule: Rule = {
  name: "column-generated-rewrite",
  class: "hazard",
  severity: "error",
  about: "a stored generated column, for which the table is written anew",
  files: ["up", "down"],
  since: 12,
  changes: {
    *"add-column"({ at }, context) {
      yield* reportsOf(at, context);
    },
    *"set-expression"({ at }, context) {
      yield* reportsOf(at, context);
    },
  },
};

function* reportsOf(at: number, context: StatementContext): Iterable<Report> {
  const work = context.work.find(({ because }) => because === "generated");
  if (work === undefined) return;
  yield {
    at,
    message: `${showLock(work.table, context)} while the value is worked out for every row and the table and its indexes are written anew: ${showWait(work.table, context)} until that is done.`,
    instead: insteadOf(context),
    claim: claimOf(work, context),
  };
}

const insteadOf = ({ server }: StatementContext): string =>
  `${server >= VIRTUAL_SINCE ? "Make it VIRTUAL where it needs no index. Otherwise add" : "Add"} a plain column, keep it up to date with a trigger, and fill the old rows in batches.`;
