// ADD COLUMN NOT NULL without a value for the rows that are there.

import type { ChangeOf } from "../../../core/change.ts";
import type { Table } from "../../../core/schema.ts";
import { changesOf } from "../../script-changes.ts";
import type { Rule, StatementContext } from "../../rule.ts";
import { claimOf, showTable } from "../../wording.ts";

export const rule: Rule = {
  name: "column-not-null-no-default",
  class: "hazard",
  severity: "error",
  about: "a new column that must not be NULL and has no value for the rows that are there",
  breaksOnOneRow: true,
  files: ["up", "down"],
  changes: {
    *"add-column"({ at, column }, context) {
      const work = context.work.find(({ because }) => because === "not-null");
      if (work === undefined || hasDomain(column, context) || isEmptied(at, work.table, context)) return;
      yield {
        at,
        message: `PostgreSQL refuses it as soon as ${showTable(work.table, context)} has a row, and releases that do not know ${column.name} can no longer insert any.`,
        instead:
          "Give it a constant default. Or add it without NOT NULL, deploy a release that writes it, fill the old rows in batches, and set NOT NULL afterwards.",
        claim: claimOf(work, context),
      };
    },
  },
};

/** A domain may bring a default along. */
const hasDomain = ({ type }: ChangeOf<"add-column">["column"], { schema }: StatementContext): boolean =>
  type !== undefined && schema.type(type)?.kind === "domain";

/** True where the same file takes all rows out of the table before. */
const isEmptied = (at: number, { name: { name } }: Table, { script, schema }: StatementContext): boolean =>
  changesOf(script).some((change) => {
    if (change.at > at) return false;
    if (change.kind === "truncate")
      return change.tables.some((table) => schema.table(table).name.name === name);
    const deletesAll = change.kind === "write" && change.verb === "delete" && !change.hasWhere;
    return deletesAll && schema.table(change.table).name.name === name;
  });
