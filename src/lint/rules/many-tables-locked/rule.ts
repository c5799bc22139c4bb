// One transaction that locks everybody out of several tables that are in use.

import type { Table } from "../../../core/schema.ts";
import type { TableLock } from "../../effects/effect.ts";
import type { Rule } from "../../rule.ts";
import { instantClaim, showTable } from "../../wording.ts";

export const rule: Rule = {
  name: "many-tables-locked",
  class: "advice",
  severity: "note",
  about: "one transaction that locks everybody out of several tables",
  files: ["up"],
  *statement(context) {
    const before = new Set(context.held.filter(isExclusive).map(({ table }) => table.id));
    const [first] = context.held.filter(isExclusive);
    const second = context.locks.find((lock) => isExclusive(lock) && !before.has(lock.table.id));
    // Only the second table is told: the third makes nothing new.
    if (first === undefined || second === undefined || before.size > 1) return;
    yield {
      at: context.doing.changes[0]?.at ?? context.statement.span.start,
      message: `ACCESS EXCLUSIVE on ${showTable(second.table, context)} while the transaction holds it on ${showTable(first.table, context)}: whoever uses both in the other order deadlocks with it.`,
      instead:
        "Give each table a migration of its own, so that one lock is gone before the next is asked for.",
      claim: instantClaim(second.table, context),
    };
  },
};

/** Partitions are locked together with their table, by one statement and in one order. */
const isExclusive = ({ table, mode, via }: TableLock): boolean =>
  mode === "ACCESS EXCLUSIVE" && via === undefined && isSeen(table);

const isSeen = ({ id, kind }: Table): boolean => id > 0 && kind === "table";
