// ON DELETE SET NULL for columns that can hold no NULL.

import type { ConstraintDefinition } from "../../../core/definition.ts";
import { showName } from "../../../core/name.ts";
import type { DescribedScript } from "../../../core/statement.ts";
import type { Report, Rule, StatementContext } from "../../rule.ts";
import { showTable } from "../../wording.ts";

export const rule: Rule = {
  name: "foreign-key-set-null",
  class: "advice",
  severity: "warning",
  about: "a foreign key that would set a NOT NULL column to NULL",
  files: ["up"],
  changes: {
    *"create-table"(change, context) {
      const all = [...change.columns.flatMap(({ constraints }) => constraints), ...change.constraints];
      const inKey = all.flatMap((each) => (each.kind === "primary-key" ? each.columns : []));
      const notNull = change.columns.filter((column) => column.notNull).map(({ name }) => name);
      for (const each of all) yield* reportsOf(each, new Set([...notNull, ...inKey]), context);
    },
    *"add-column"({ column }, context) {
      const notNull = new Set(column.notNull ? [column.name] : []);
      for (const each of column.constraints) yield* reportsOf(each, notNull, context);
    },
    *"add-constraint"(change, context) {
      const columns = [...context.schema.table(change.table).columns.values()];
      const notNull = columns.filter((column) => column.notNull).map(({ name }) => name);
      yield* reportsOf(change.constraint, new Set(notNull), context);
    },
  },
};

/** It may name some of its columns only, so that all of them have to be NOT NULL. */
function* reportsOf(
  key: ConstraintDefinition,
  notNull: ReadonlySet<string>,
  context: StatementContext,
): Iterable<Report> {
  if (key.kind !== "foreign-key" || key.onDelete !== "set-null") return;
  if (!key.columns.every((column) => notNull.has(column) && !becomesNullable(context.script, column))) return;
  const parent = showTable(context.schema.table(key.references), context);
  yield {
    at: key.at,
    message: `ON DELETE SET NULL makes each DELETE in ${parent} of a row that others refer to fail: ${key.columns.map(showName).join(", ")} can hold no NULL.`,
    instead: "Let the column hold NULL, or say ON DELETE RESTRICT or CASCADE, whichever is meant.",
  };
}

const becomesNullable = ({ statements }: DescribedScript, column: string): boolean =>
  statements.some(({ changes }) =>
    changes.some((change) => change.kind === "drop-not-null" && change.column === column),
  );
