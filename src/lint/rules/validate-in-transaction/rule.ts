// VALIDATE CONSTRAINT while its own transaction holds a lock on the table that stops writers.

import type { Fix } from "../../../core/finding.ts";
import { showRelation } from "../../../core/name.ts";
import { insertion } from "../../fix/edits.ts";
import type { TableLock } from "../../effects/effect.ts";
import type { Rule, StatementContext } from "../../rule.ts";
import { showTable, whoWaits } from "../../wording.ts";

export const rule: Rule = {
  name: "validate-in-transaction",
  class: "hazard",
  severity: "error",
  about: "VALIDATE CONSTRAINT reads the table while its transaction keeps everybody waiting",
  files: ["up", "down"],
  changes: {
    *"validate-constraint"(change, context) {
      const [work] = context.work;
      if (work === undefined) return;
      const inStatement = strongest(context.locks, context);
      const lock = strongest([...context.held, ...context.locks], context);
      if (lock === undefined) return;
      const { mode, table } = lock;
      yield {
        at: change.at,
        message: `${mode} on ${showTable(table, context)}, taken earlier in the transaction, is kept while every row${table.id === work.table.id ? "" : ` of ${showTable(work.table, context)}`} is checked: ${whoWaits(mode) ?? "nobody"} wait until it has committed.`,
        instead: "Validate in a transaction of its own: by itself it lets everybody work.",
        claim: { relation: showRelation(table.name), mode, work: "scan" },
        fix: inStatement === undefined ? fixOf(context) : undefined,
      };
    },
  },
};

/** The first lock on a table that is read which readers or writers wait for, readers before others. */
function strongest(locks: readonly TableLock[], { work }: StatementContext): TableLock | undefined {
  const stopping = locks.filter(
    (lock) => work.some(({ table }) => lock.table.id === table.id) && whoWaits(lock.mode) !== undefined,
  );
  return stopping.find(({ mode }) => mode === "ACCESS EXCLUSIVE") ?? stopping[0];
}

/** Ends the transaction before the statement. What has options of its own is left to its author. */
function fixOf(context: StatementContext): Fix | undefined {
  const { group, script, statement } = context;
  const first = script.statements[group?.members[0] ?? -1];
  if (group === undefined || first === undefined || group.opening !== undefined) return undefined;
  const edits = group.explicit
    ? [insertion(context, statement.span.start, "commit;\n\nbegin;\n")]
    : [
        insertion(context, first.span.start, "begin;\n"),
        insertion(context, statement.span.start, "commit;\n\n"),
      ];
  return { title: "Validate in a transaction of its own.", edits, newFiles: [] };
}
