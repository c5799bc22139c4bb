// A foreign key whose columns no index begins with.

import type { Change } from "../../../core/change.ts";
import type { ConstraintDefinition } from "../../../core/definition.ts";
import { showName } from "../../../core/name.ts";
import type { Rule, Report, StatementContext } from "../../rule.ts";
import { showTable } from "../../wording.ts";

type ForeignKey = Extract<ConstraintDefinition, { kind: "foreign-key" }>;

export const rule: Rule = {
  name: "foreign-key-without-index",
  class: "advice",
  severity: "note",
  about: "a foreign key without an index, so that a DELETE in the other table reads this one",
  files: ["up"],
  changes: {
    *"create-table"(change, context) {
      const elsewhere =
        change.partitionOf !== undefined || change.like.length > 0 || change.inherits.length > 0;
      if (elsewhere || change.persistence === "temporary" || change.inside !== undefined) return;
      for (const column of change.columns) yield* reportsOf(change, column.constraints, context);
      yield* reportsOf(change, change.constraints, context);
    },
    *"add-column"(change, context) {
      if (isKnown(change, context)) yield* reportsOf(change, change.column.constraints, context);
    },
    *"add-constraint"(change, context) {
      if (isKnown(change, context)) yield* reportsOf(change, [change.constraint], context);
    },
  },
};

type Adding = Extract<Change, { kind: "create-table" | "add-column" | "add-constraint" }>;

/** A table whose creation was not seen, or that takes indexes from others, may have one that nobody knows of. */
function isKnown(change: Adding, { schema }: StatementContext): boolean {
  const table = schema.table(change.table);
  return table.known && !table.temporary && table.parents.length === 0 && change.inside === undefined;
}

function* reportsOf(
  change: Adding,
  constraints: readonly ConstraintDefinition[],
  context: StatementContext,
): Iterable<Report> {
  const keys = constraints.filter((each): each is ForeignKey => each.kind === "foreign-key");
  for (const key of keys) {
    if (!key.enforced || isIndexed(change, key, context)) continue;
    const parent = showTable(context.schema.table(key.references), context);
    const columns = key.columns.map(showName).join(", ");
    yield {
      at: key.at,
      message: `No index of ${showName(change.table.name)} begins with ${columns}: each DELETE in ${parent}, and each change of its key, reads the whole table to look for rows that refer to it.`,
      instead: `Build an index of ${columns}, concurrently where the table is in use, unless rows of ${parent} are never deleted.`,
    };
  }
}

/** Whether an index begins with one of the columns: one that the table has, or that the file gives it. */
function isIndexed(change: Adding, { columns }: ForeignKey, { schema, script }: StatementContext): boolean {
  const begins = (first: string | undefined): boolean => first !== undefined && columns.includes(first);
  const isOfTable = (each: Change): boolean => "table" in each && each.table?.name === change.table.name;
  return (
    schema.indexesOf(schema.table(change.table)).some(({ parts }) => begins(parts[0]?.column)) ||
    script.statements.some(({ changes }) =>
      changes.some((each) => isOfTable(each) && firstColumns(each).some(begins)),
    )
  );
}

/** The first columns of the indexes that a change makes. */
function firstColumns(change: Change): readonly (string | undefined)[] {
  switch (change.kind) {
    case "create-index":
      return [change.parts[0]?.column];
    case "create-table":
      return [...change.columns.flatMap(({ constraints }) => constraints), ...change.constraints].map(
        firstOfKey,
      );
    case "add-column":
      return change.column.constraints.map(firstOfKey);
    case "add-constraint":
      return [firstOfKey(change.constraint)];
    default:
      return [];
  }
}

const firstOfKey = (constraint: ConstraintDefinition): string | undefined =>
  constraint.kind === "unique" || constraint.kind === "primary-key" || constraint.kind === "exclude"
    ? constraint.columns[0]
    : undefined;
