// A table, view or column that gets another name or another schema while the application uses the old one.

import type { ChangeOf, ObjectKind } from "../../../core/change.ts";
import type { RelationName } from "../../../core/name.ts";
import { showName, showRelation } from "../../../core/name.ts";
import type { Table } from "../../../core/schema.ts";
import type { Report, Rule, StatementContext } from "../../rule.ts";
import { changesOf, isMadeLater } from "../../script-changes.ts";
import { instantClaim } from "../../wording.ts";

const USED_BY_NAME: readonly ObjectKind[] = ["table", "foreign-table", "view", "materialized-view"];

export const rule: Rule = {
  name: "rename-in-use",
  class: "hazard",
  severity: "error",
  about: "a table, view or column whose old name is gone at once",
  files: ["up"],
  changes: {
    *"rename-column"(change, context) {
      const table = usedTable(change.object, change.table, context);
      if (table === undefined || isOfThisFile(change, context)) return;
      yield reportOf(change.at, table, {
        context,
        message: `The column ${showName(change.column)} of ${showRelation(table.name)} is gone at once: releases that read or write it fail until the last one is replaced.`,
        instead:
          "Add a column of the new name, write both, fill the old rows in batches, deploy a release that reads the new one, and drop the old one later.",
      });
    },
    *rename({ at, object, name }, context) {
      const table = usedTable(object, name, context);
      if (table === undefined || isMadeLater(context.script, at, name.name)) return;
      yield reportOf(at, table, {
        context,
        message: `The name ${showRelation(table.name)} is gone at once: releases that use that name fail until the last one is replaced.`,
        instead:
          "Create a view of the old name in the same migration, deploy a release that uses the new one, and drop the view later.",
      });
    },
    *"set-schema"({ at, object, name, schema }, context) {
      const table = usedTable(object, name, context);
      if (table === undefined || table.name.schema === schema || isMadeLater(context.script, at, name.name))
        return;
      yield reportOf(at, table, {
        context,
        message: `The name ${showRelation(table.name)} is gone at once: releases that name its schema, or whose search_path does not have ${showName(schema)}, fail until the last one is replaced.`,
        instead:
          "Create a view in the old schema in the same migration, deploy a release that uses the new one, and drop the view later.",
      });
    },
  },
};

interface Said {
  readonly context: StatementContext;
  readonly message: string;
  readonly instead: string;
}

const reportOf = (at: number, table: Table, { context, message, instead }: Said): Report => ({
  at,
  message,
  instead,
  claim: instantClaim(table, context),
});

/** ALTER TABLE renames indexes and sequences too, which nobody uses by name. */
function usedTable(
  object: ObjectKind,
  name: RelationName,
  { schema, isNew }: StatementContext,
): Table | undefined {
  if (!USED_BY_NAME.includes(object) || schema.index(name) !== undefined) return undefined;
  const table = schema.table(name);
  return isNew(table) || table.kind === "sequence" ? undefined : table;
}

/** True where the same file has made the column, or makes another one of its name. */
const isOfThisFile = (renamed: ChangeOf<"rename-column">, { script, schema }: StatementContext): boolean => {
  const { name } = schema.table(renamed.table).name;
  return changesOf(script).some((change) => {
    if (change.kind !== "add-column" && change.kind !== "rename-column") return false;
    const made = change.kind === "add-column" ? change.column.name : change.to;
    return made === renamed.column && schema.table(change.table).name.name === name;
  });
};
