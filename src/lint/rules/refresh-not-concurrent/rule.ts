// REFRESH MATERIALIZED VIEW without CONCURRENTLY.

import type { ChangeOf } from "../../../core/change.ts";
import type { Fix } from "../../../core/finding.ts";
import type { Index } from "../../../core/schema.ts";
import { wordAfter } from "../../../sql/changes/changes.ts";
import { inCaseOf, insertion } from "../../fix/edits.ts";
import type { Rule, StatementContext } from "../../rule.ts";
import { claimOf, showLock, showWait } from "../../wording.ts";

export const rule: Rule = {
  name: "refresh-not-concurrent",
  class: "hazard",
  severity: "error",
  about: "a materialized view that nobody can read while it is filled anew",
  files: ["up", "down"],
  changes: {
    *"refresh-materialized-view"(change, context) {
      const [work] = context.work;
      if (change.concurrently || work === undefined) return;
      const possible = context.schema.indexesOf(work.table).some(tellsRowsApart);
      yield {
        at: change.at,
        message: `${showLock(work.table, context)} while its query runs and the view is written anew: ${showWait(work.table, context)} until that is done.`,
        instead: possible
          ? "Write REFRESH MATERIALIZED VIEW CONCURRENTLY, which lets readers go on."
          : "Give the view a unique index on columns that tell its rows apart, and write REFRESH MATERIALIZED VIEW CONCURRENTLY.",
        claim: claimOf(work, context),
        fix: possible ? fixOf(change, context) : undefined,
      };
    },
  },
};

/** PostgreSQL compares the old rows with the new by a unique index on plain columns that covers all of them. */
const tellsRowsApart = ({ unique, parts, predicate }: Index): boolean =>
  unique && predicate === undefined && parts.every(({ column }) => column !== undefined);

function fixOf({ at }: ChangeOf<"refresh-materialized-view">, context: StatementContext): Fix | undefined {
  const { source } = context.script;
  const word = wordAfter(source, at, "view");
  if (word === undefined) return undefined;
  const keyword = inCaseOf(source.slice(word.start, word.end), "concurrently");
  return {
    title: "Fill the view anew while it is read.",
    edits: [insertion(context, word.end, ` ${keyword}`)],
    newFiles: [],
  };
}
