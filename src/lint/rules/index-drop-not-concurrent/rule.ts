// DROP INDEX without CONCURRENTLY on a table that is in use.

import type { ChangeOf } from "../../../core/change.ts";
import type { Fix } from "../../../core/finding.ts";
import type { Index } from "../../../core/schema.ts";
import { wordAfter } from "../../../sql/changes/changes.ts";
import { inCaseOf, insertion } from "../../fix/edits.ts";
import type { Rule, StatementContext } from "../../rule.ts";
import { instantClaim, showLock, showWait } from "../../wording.ts";

export const rule: Rule = {
  name: "index-drop-not-concurrent",
  class: "advice",
  severity: "warning",
  about: "DROP INDEX needs the table to itself for an instant",
  files: ["up", "down"],
  changes: {
    *drop(change, context) {
      if (change.object !== "index" || change.concurrently) return;
      const indexes = change.names.flatMap((name) => context.schema.index(name) ?? []);
      const used = indexes.find(({ table }) => !context.isNew(context.schema.tableById(table)));
      // PostgreSQL refuses to drop what a constraint needs, which constraint-index-drop tells.
      if (used === undefined || indexes.some(({ ofConstraint }) => ofConstraint)) return;
      const table = context.schema.tableById(used.table);
      yield {
        at: change.at,
        message: `${showLock(table, context)} for an instant: ${showWait(table, context)}, and queue behind it while it waits.`,
        instead: "Write DROP INDEX CONCURRENTLY, which waits without standing in anybody's way.",
        claim: instantClaim(table, context),
        fix: fixOf(change, indexes, context),
      };
    },
  },
};

/** PostgreSQL takes CONCURRENTLY for one index at a time, without CASCADE, and for no partitioned one. */
function fixOf(
  { at, names, cascade }: ChangeOf<"drop">,
  indexes: readonly Index[],
  context: StatementContext,
): Fix | undefined {
  const { source } = context.script;
  const word = wordAfter(source, at, "index");
  const partitioned = indexes.some(
    ({ table }) => context.schema.tableById(table).partitionedBy !== undefined,
  );
  const impossible = names.length > 1 || cascade || partitioned || context.group?.explicit === true;
  if (word === undefined || impossible) return undefined;
  const keyword = inCaseOf(source.slice(word.start, word.end), "concurrently");
  return {
    title: "Drop the index concurrently.",
    edits: [insertion(context, word.end, ` ${keyword}`)],
    newFiles: [],
  };
}
