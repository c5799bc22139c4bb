// DROP TABLE of a table that is in use.

import { blocksTraffic } from "../../../core/lock.ts";
import { showRelation } from "../../../core/name.ts";
import type { Table } from "../../../core/schema.ts";
import type { Rule, StatementContext } from "../../rule.ts";
import { changesOf, isMadeLater } from "../../script-changes.ts";
import { instantClaim, showTable } from "../../wording.ts";

export const rule: Rule = {
  name: "drop-table",
  class: "hazard",
  severity: "error",
  about: "a table that is dropped, with its rows",
  files: ["up"],
  changes: {
    *drop(change, context) {
      if (change.object !== "table") return;
      const tables = change.names.map((name) => context.schema.table(name));
      const lost = tables.filter((table) => !context.isNew(table) && isThere(table, change.ifExists));
      const [first] = lost;
      if (first === undefined) return;
      const names = lost.map((table) => showTable(table, context)).join(", ");
      const isUsed = lost.some(({ name }) => isUsedAs(name.name, change.at, context));
      const failing = isUsed ? ", and releases that still use it fail at once" : "";
      yield {
        at: change.at,
        message: `The rows of ${names} are lost${failing}.${besides(tables, context)}`,
        instead:
          "Deploy a release that does not use it, keep a copy of what is in it, then drop it in a migration of its own, and say so: -- lockkeeper: allow drop-table: unused since release …",
        claim: instantClaim(first, context),
      };
    },
  },
};

/** With IF EXISTS, a table that no migration speaks of is taken for one that is not there. */
const isThere = ({ id }: Table, ifExists: boolean): boolean => !ifExists || id > 0;

/** False where the same file makes another one of that name, or has renamed the table to it just before. */
const isUsedAs = (name: string, at: number, { script }: StatementContext): boolean =>
  !isMadeLater(script, at, name) &&
  !changesOf(script).some((change) => change.kind === "rename" && change.at < at && change.to === name);

/** Tables that are locked with those that go: parents of foreign keys and of partitions. */
function besides(dropped: readonly Table[], { locks }: StatementContext): string {
  const ids = new Set(dropped.map(({ id }) => id));
  const others = locks.filter(({ table, mode }) => !ids.has(table.id) && blocksTraffic(mode));
  if (others.length === 0) return "";
  const names = others.map(({ mode, table }) => `${mode} on ${showRelation(table.name)}`).join(", ");
  return ` It takes ${names} as well.`;
}
