// CREATE TABLE without a primary key.

import type { ChangeOf } from "../../../core/change.ts";
import { showName } from "../../../core/name.ts";
import type { Rule, StatementContext } from "../../rule.ts";
import { changesOf } from "../../script-changes.ts";

export const rule: Rule = {
  name: "primary-key-missing",
  class: "advice",
  severity: "note",
  about: "a new table without a primary key",
  files: ["up"],
  changes: {
    *"create-table"(change, context) {
      if (!isPlain(change) || hasKey(change) || getsKey(change, context)) return;
      yield {
        at: change.at,
        message: `Nothing tells the rows of ${showName(change.table.name)} apart: a double row cannot be deleted by itself, and logical replication refuses every UPDATE and DELETE.`,
        instead:
          "Give it a primary key: id bigint generated always as identity primary key, or its own columns.",
      };
    },
  },
};

/** Tables that do not get their key from a query or another table, and that stay. */
const isPlain = (change: ChangeOf<"create-table">): boolean =>
  change.persistence !== "temporary" &&
  !change.foreign &&
  !change.fromQuery &&
  change.partitionOf === undefined &&
  change.like.length === 0 &&
  change.inherits.length === 0;

const hasKey = ({ columns, constraints }: ChangeOf<"create-table">): boolean =>
  [...constraints, ...columns.flatMap((column) => column.constraints)].some(
    ({ kind }) => kind === "primary-key",
  );

/** True where the same file adds the key, makes it a partition of a table that has one, or drops it again. */
const getsKey = ({ at, table }: ChangeOf<"create-table">, { script }: StatementContext): boolean =>
  changesOf(script).some((change) => {
    if (change.at < at) return false;
    switch (change.kind) {
      case "add-constraint":
        return change.constraint.kind === "primary-key" && change.table.name === table.name;
      case "add-column":
        return (
          change.table.name === table.name &&
          change.column.constraints.some(({ kind }) => kind === "primary-key")
        );
      case "attach-partition":
        return change.partition.name === table.name;
      case "drop":
        return change.names.some(({ name }) => name === table.name);
      default:
        return false;
    }
  });
