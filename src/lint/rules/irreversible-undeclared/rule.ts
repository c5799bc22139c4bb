// Something is lost for good, there is no down, and nobody says that this is meant.

import type { RelationName } from "../../../core/name.ts";
import type { Report, Rule, StatementContext } from "../../rule.ts";

export const rule: Rule = {
  name: "irreversible-undeclared",
  class: "advice",
  severity: "warning",
  about: "a migration without a down that loses something and is not declared irreversible",
  files: ["up"],
  changes: {
    *drop({ at, object, names }, context) {
      if (object === "table") yield* reportsOf({ at, what: "DROP TABLE", tables: names }, context);
    },
    *"drop-column"({ at, object, table }, context) {
      if (object === "table") yield* reportsOf({ at, what: "DROP COLUMN", tables: [table] }, context);
    },
    *truncate({ at, tables }, context) {
      yield* reportsOf({ at, what: "TRUNCATE", tables }, context);
    },
    *write({ at, verb, table }, context) {
      if (verb === "delete") yield* reportsOf({ at, what: "DELETE", tables: [table] }, context);
    },
  },
};

interface Loss {
  readonly at: number;
  readonly what: string;
  readonly tables: readonly RelationName[];
}

function* reportsOf({ at, what, tables }: Loss, context: StatementContext): Iterable<Report> {
  const { migration, script, schema, isNew } = context;
  const declared = script.directives.some(({ key }) => key === "irreversible");
  if (migration.down !== undefined || migration.repeatable || declared) return;
  // What was never seen may not be there.
  if (!tables.map((name) => schema.table(name)).some((table) => table.id > 0 && !isNew(table))) return;
  yield {
    at,
    message: `${what} has no way back: the migration has no down, and does not say that it needs none.`,
    instead: "Write a down, or say why there is none: -- lockkeeper: irreversible: the reason.",
  };
}
