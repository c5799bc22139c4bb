// SET NOT NULL on a column of which nothing proves that it holds no NULL.

import type { ChangeOf } from "../../../core/change.ts";
import type { Edit, Fix } from "../../../core/finding.ts";
import { showName, showRelation } from "../../../core/name.ts";
import { clauseEnd } from "../../../sql/changes/changes.ts";
import { nameOfConstraint } from "../../fix/constraint-name.ts";
import { laterSteps, replacement } from "../../fix/edits.ts";
import type { Rule, StatementContext } from "../../rule.ts";
import { claimOf, showLock, showWait } from "../../wording.ts";

/** The first version in which NOT NULL is a constraint that can be NOT VALID. */
const NATIVE_SINCE = 18;

export const rule: Rule = {
  name: "set-not-null",
  class: "hazard",
  severity: "error",
  about: "SET NOT NULL reads the whole table while everybody waits",
  files: ["up", "down"],
  changes: {
    *"set-not-null"(change, context) {
      const [work] = context.work;
      if (work === undefined) return;
      const native = context.server >= NATIVE_SINCE;
      yield {
        at: change.at,
        message: `${showLock(work.table, context)} while every row is looked at: ${showWait(work.table, context)} until that is done.`,
        instead: native
          ? `Add the constraint NOT NULL ${change.column} NOT VALID, and validate it in a transaction of its own.`
          : `Add CHECK (${change.column} IS NOT NULL) NOT VALID, validate it in a transaction of its own, then SET NOT NULL: it believes the valid check and reads nothing.`,
        claim: claimOf(work, context),
        fix: fixOf(change, context, native),
      };
    },
  },
};

function fixOf(
  change: ChangeOf<"set-not-null">,
  context: StatementContext,
  native: boolean,
): Fix | undefined {
  const table = context.schema.table(change.table);
  if (change.only || table.partitionedBy !== undefined) return undefined;
  const column = showName(change.column);
  const definition = {
    kind: "not-null",
    columns: [change.column],
    notValid: true,
    inline: false,
    at: 0,
  } as const;
  const name = showName(nameOfConstraint(definition, table));
  const alter = `alter table ${showRelation(change.table)}`;
  const later = native
    ? laterSteps(context, [`${alter} validate constraint ${name};`])
    : laterSteps(context, [
        `${alter} validate constraint ${name};`,
        `${alter} alter column ${column} set not null, drop constraint ${name};`,
      ]);
  if (later === undefined) return undefined;
  const condition = native ? `not null ${column}` : `check (${column} is not null)`;
  return {
    title: "Add a constraint that is not valid yet, and validate it afterwards.",
    edits: [inPlace(change, context, `add constraint ${name} ${condition} not valid`), ...later],
    newFiles: [],
  };
}

function inPlace({ at }: ChangeOf<"set-not-null">, context: StatementContext, text: string): Edit {
  return replacement(context, { start: at, end: clauseEnd(context.script.source, { at }) }, text);
}
