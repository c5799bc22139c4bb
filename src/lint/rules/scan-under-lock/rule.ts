// A table is read, indexed or written anew while an earlier statement of the transaction keeps a table locked.

import type { TableLock, WorkKind } from "../../effects/effect.ts";
import { heldAgainstTraffic, strength } from "../../held-lock.ts";
import type { Rule, StatementContext } from "../../rule.ts";
import { showTable } from "../../wording.ts";

const WORDS: Readonly<Record<Exclude<WorkKind, "write">, string>> = {
  scan: "is read from end to end",
  build: "gets an index",
  rewrite: "is written anew",
};

export const rule: Rule = {
  name: "scan-under-lock",
  class: "hazard",
  severity: "error",
  about: "a validation, index build or rewrite while a lock of the same transaction is held",
  files: ["up", "down"],
  *statement(context) {
    const work = context.work.find(({ kind, certain }) => kind !== "write" && certain);
    if (work === undefined || work.kind === "write") return;
    const lock = heldAgainstTraffic(
      context,
      (held) => makesWorse(held, context) && !isOfValidation(held, context),
    );
    if (lock === undefined) return;
    yield {
      at: context.doing.changes[0]?.at ?? context.statement.span.start,
      message: `${lock.shown} is held since an earlier statement of the transaction while ${showTable(work.table, context)} ${WORDS[work.kind]}: ${lock.waiting} wait until all of it has committed.`,
      instead: "Put it in a migration of its own, so that the lock is gone before the work begins.",
      claim: lock.claim(work.kind),
    };
  },
};

/** What stops as many people as the statement itself does on its table is what other rules speak of. */
function makesWorse(held: TableLock, { locks }: StatementContext): boolean {
  const own = Math.max(-1, ...locks.map(strength));
  const isOther = !locks.some(
    ({ table }) => table.name.name === held.table.name.name && table.name.schema === held.table.name.schema,
  );
  return strength(held) > own || (held.mode === "ACCESS EXCLUSIVE" && isOther);
}

/** What is validated under a lock on a table that it reads is what validate-in-transaction finds, and mends. */
const isOfValidation = (held: TableLock, { doing, work }: StatementContext): boolean =>
  doing.changes.some(({ kind }) => kind === "validate-constraint") &&
  work.some(({ table }) => table.id === held.table.id);
