// REINDEX without CONCURRENTLY on a table that is in use.

import type { ChangeOf } from "../../../core/change.ts";
import type { Fix } from "../../../core/finding.ts";
import { wordAfter } from "../../../sql/changes/changes.ts";
import { inCaseOf, insertion } from "../../fix/edits.ts";
import type { Rule, StatementContext } from "../../rule.ts";
import { claimOf, showLock, showWait } from "../../wording.ts";

export const rule: Rule = {
  name: "reindex-not-concurrent",
  class: "hazard",
  severity: "error",
  about: "REINDEX makes writers wait until the indexes are built anew",
  files: ["up", "down"],
  changes: {
    *reindex(change, context) {
      const [work] = context.work;
      if (change.concurrently || work === undefined) return;
      yield {
        at: change.at,
        message: `${showLock(work.table, context)} and ACCESS EXCLUSIVE on each index while it is built anew: ${showWait(work.table, context)}, and so does every query that would use the index.`,
        instead: "Write REINDEX … CONCURRENTLY, which lets everybody work meanwhile.",
        claim: claimOf(work, context),
        fix: fixOf(change, context),
      };
    },
  },
};

/** PostgreSQL builds no index of an EXCLUDE constraint concurrently, and nothing inside of BEGIN … COMMIT. */
function fixOf({ at, object, name }: ChangeOf<"reindex">, context: StatementContext): Fix | undefined {
  const { source } = context.script;
  const word = wordAfter(source, at, object);
  const index = object === "index" && name !== undefined ? context.schema.index(name) : undefined;
  const excludes = index?.ofConstraint === true && !index.unique;
  if (word === undefined || excludes || context.group?.explicit === true) return undefined;
  const keyword = inCaseOf(source.slice(word.start, word.end), "concurrently");
  return {
    title: "Build the indexes anew concurrently.",
    edits: [insertion(context, word.end, ` ${keyword}`)],
    newFiles: [],
  };
}
