// DROP … CASCADE that takes along what the statement does not name.

import type { ChangeOf } from "../../../core/change.ts";
import { showName, showRelation } from "../../../core/name.ts";
import type { Constraint, Reference, Table } from "../../../core/schema.ts";
import type { Report, Rule, StatementContext } from "../../rule.ts";
import { changesOf, isMadeLater } from "../../script-changes.ts";

const SHOWN_MAX = 5;

export const rule: Rule = {
  name: "drop-cascade",
  class: "hazard",
  severity: "error",
  about: "CASCADE takes along what the statement does not name",
  files: ["up"],
  changes: {
    *drop(change, context) {
      if (change.cascade) yield* reportsOf(change.at, dependentsOf(change, context));
    },
    *"drop-column"({ at, table, column, cascade }, context) {
      if (!cascade) return;
      const keys = context.schema.referencesTo(context.schema.table(table)).filter(({ constraint }) => {
        return constraint.referencedColumns?.includes(column) === true;
      });
      yield* reportsOf(at, keysOf(keys, context));
    },
    *"drop-constraint"({ at, table: tableName, name, cascade }, context) {
      const table = context.schema.table(tableName);
      const dropped = table.constraints.find((constraint) => constraint.name === name);
      if (!cascade || dropped === undefined) return;
      const keys = context.schema
        .referencesTo(table)
        .filter(({ constraint }) => leansOn(constraint, dropped));
      yield* reportsOf(at, keysOf(keys, context));
    },
  },
};

function* reportsOf(at: number, dependents: readonly string[]): Iterable<Report> {
  if (dependents.length === 0) return;
  const some = dependents.slice(0, SHOWN_MAX).join(", ");
  const more = dependents.length > SHOWN_MAX ? ` and ${dependents.length - SHOWN_MAX} more` : "";
  yield {
    at,
    message: `CASCADE takes along what is not named here: ${some}${more}.`,
    instead: "Drop or change each of them by name first, and leave CASCADE out: then nothing goes unseen.",
  };
}

function dependentsOf(change: ChangeOf<"drop">, context: StatementContext): readonly string[] {
  const { schema, isNew } = context;
  switch (change.object) {
    case "table":
    case "view":
    case "materialized-view":
      return change.names.flatMap((name) => {
        const table = schema.table(name);
        return [...keysOf(schema.referencesTo(table), context), ...viewsOf(change.at, table, context)];
      });
    case "type":
    case "domain":
      return change.names.flatMap((name) =>
        schema
          .tablesUsing(name)
          .filter((table) => !isNew(table) && !goesToo(table, context))
          .map((table) => `the columns of ${showRelation(table.name)} that are of the type`),
      );
    default:
      return [];
  }
}

const keysOf = (references: readonly Reference[], context: StatementContext): readonly string[] =>
  references
    .filter(({ table }) => !context.isNew(table) && !goesToo(table, context) && !getsKey(table, context))
    .map(
      ({ table, constraint }) =>
        `the foreign key ${showName(constraint.name)} of ${showRelation(table.name)}`,
    );

const viewsOf = (at: number, table: Table, context: StatementContext): readonly string[] =>
  context.schema
    .viewsOn(table)
    .filter(
      (view) =>
        !context.isNew(view) && !goesToo(view, context) && !isMadeLater(context.script, at, view.name.name),
    )
    .map((view) => `the view ${showRelation(view.name)}`);

/** A foreign key without columns means the primary key. */
function leansOn({ referencedColumns = [] }: Constraint, { kind, columns }: Constraint): boolean {
  if (referencedColumns.length === 0) return kind === "primary-key";
  return (kind === "primary-key" || kind === "unique") && columns.join("\0") === referencedColumns.join("\0");
}

/** True where the same file drops it by name. */
const goesToo = ({ name }: Table, { script }: StatementContext): boolean =>
  changesOf(script).some(
    (change) => change.kind === "drop" && change.names.some((dropped) => dropped.name === name.name),
  );

/** True where the same file gives the table a foreign key, so that the old one was thought of. */
const getsKey = ({ name }: Table, { script }: StatementContext): boolean =>
  changesOf(script).some(
    (change) =>
      change.kind === "add-constraint" &&
      change.constraint.kind === "foreign-key" &&
      change.table.name === name.name,
  );
