// CREATE INDEX without CONCURRENTLY on a table that is in use.

import type { ChangeOf } from "../../../core/change.ts";
import type { Fix } from "../../../core/finding.ts";
import { wordAfter } from "../../../sql/changes/changes.ts";
import { inCaseOf, insertion } from "../../fix/edits.ts";
import type { Rule, StatementContext } from "../../rule.ts";
import { claimOf, showLock, showWait } from "../../wording.ts";

export const rule: Rule = {
  name: "index-not-concurrent",
  class: "hazard",
  severity: "error",
  about: "CREATE INDEX makes writers wait until the index is built",
  files: ["up", "down"],
  changes: {
    *"create-index"(change, context) {
      const [work] = context.work;
      if (change.concurrently || work === undefined) return;
      // That is another story, which index-on-partitioned tells.
      if (context.schema.table(change.table).partitionedBy !== undefined) return;
      yield {
        at: change.at,
        message: `${showLock(work.table, context)} while the index is built: ${showWait(work.table, context)} until it is done.`,
        instead:
          "Build it with CREATE INDEX CONCURRENTLY, which lockkeeper runs outside of a transaction by itself.",
        claim: claimOf(work, context),
        fix: fixOf(change, context),
      };
    },
  },
};

/** Inside BEGIN … COMMIT of the file PostgreSQL refuses it. */
function fixOf({ at }: ChangeOf<"create-index">, context: StatementContext): Fix | undefined {
  const { source } = context.script;
  const word = wordAfter(source, at, "index");
  if (word === undefined || context.group?.explicit === true) return undefined;
  const keyword = inCaseOf(source.slice(word.start, word.end), "concurrently");
  return {
    title: "Build the index concurrently.",
    edits: [insertion(context, word.end, ` ${keyword}`)],
    newFiles: [],
  };
}
