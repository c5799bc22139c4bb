// CREATE INDEX without a name on a table that is in use.

import type { ChangeOf } from "../../../core/change.ts";
import type { Fix } from "../../../core/finding.ts";
import { showName } from "../../../core/name.ts";
import { wordAfter } from "../../../sql/changes/changes.ts";
import { insertion } from "../../fix/edits.ts";
import type { Rule, StatementContext } from "../../rule.ts";
import { defaultIndexName } from "../../schema/default-names.ts";
import { showTable } from "../../wording.ts";

export const rule: Rule = {
  name: "index-without-name",
  class: "advice",
  severity: "note",
  about: "an index without a name, of which a second run makes a second one",
  files: ["up", "down"],
  changes: {
    *"create-index"(change, context) {
      const table = context.schema.table(change.table);
      if (change.index !== undefined || context.isNew(table)) return;
      yield {
        at: change.at,
        message: `PostgreSQL finds a name for this index of ${showTable(table, context)}: run again, the statement makes a second index of the same columns, and the down can only guess what to drop.`,
        instead: "Give the index a name.",
        fix: fixOf(change, context),
      };
    },
  },
};

/** Only for plain columns of a table whose indexes are known is it certain which name PostgreSQL would find. */
function fixOf(change: ChangeOf<"create-index">, context: StatementContext): Fix | undefined {
  const { schema, script } = context;
  const table = schema.table(change.table);
  const on = wordAfter(script.source, change.at, "on");
  const plain = change.include.length === 0 && change.parts.every(({ column }) => column !== undefined);
  if (on === undefined || !table.known || !plain) return undefined;
  const taken = (name: string): boolean => {
    const full = { schema: table.name.schema, name };
    return schema.index(full) !== undefined || schema.table(full).id > 0;
  };
  return {
    title: "Write the name that PostgreSQL would find.",
    edits: [insertion(context, on.start, `${showName(defaultIndexName(table, change.parts, taken))} `)],
    newFiles: [],
  };
}
