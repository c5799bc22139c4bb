// A new partition for which its own rows, or those of the default partition, are read from end to end.

import type { RelationName } from "../../../core/name.ts";
import type { Report, Rule, StatementContext } from "../../rule.ts";
import { claimOf, showLock, showWait } from "../../wording.ts";

export const rule: Rule = {
  name: "partition-scan",
  class: "hazard",
  severity: "error",
  about: "a new partition for which rows that are there are read while their table is locked",
  files: ["up", "down"],
  changes: {
    *"create-table"({ at, partitionOf }, context) {
      if (partitionOf !== undefined) yield* reportsOf(at, partitionOf.parent, context);
    },
    *"attach-partition"({ at, table }, context) {
      yield* reportsOf(at, table, context);
    },
  },
};

function* reportsOf(at: number, parentName: RelationName, context: StatementContext): Iterable<Report> {
  const parent = context.schema.table(parentName);
  const read = context.work.filter(({ because, certain }) => because === "partition" && certain);
  const [first] = read;
  if (first === undefined) return;
  const locks = read.map(({ table }) => showLock(table, context)).join(" and ");
  const isDefault = read.some(({ table }) => table.id === parent.defaultPartition);
  const others = isDefault
    ? ", and for the default partition one that its rows are outside of the new bounds"
    : "";
  yield {
    at,
    message: `${locks} while every row is compared with the bounds: ${showWait(first.table, context)} until that is done.`,
    instead: `Add a CHECK that says that the rows are within the bounds${others}; add it NOT VALID, and validate it in a transaction of its own. PostgreSQL believes it and reads nothing.`,
    claim: claimOf(first, context),
  };
}
