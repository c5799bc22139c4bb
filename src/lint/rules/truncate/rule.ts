// TRUNCATE of a table that is in use.

import { showRelation } from "../../../core/name.ts";
import type { Rule } from "../../rule.ts";
import { showLock, showTable, showWait } from "../../wording.ts";

export const rule: Rule = {
  name: "truncate",
  class: "hazard",
  severity: "error",
  about: "all rows of a table are lost",
  files: ["up", "down"],
  changes: {
    *truncate({ at, tables: names, cascade }, context) {
      const { schema, isNew } = context;
      const tables = names.map((name) => schema.table(name));
      const lost = tables.filter((table) => !isNew(table));
      const [first] = lost;
      if (first === undefined) return;
      const ids = new Set(tables.map(({ id }) => id));
      const referring = cascade ? tables.flatMap((table) => schema.referencesTo(table)) : [];
      const others = referring.filter(({ table }) => !ids.has(table.id) && !isNew(table));
      const along = others.map(({ table }) => showRelation(table.name));
      const cascading =
        along.length === 0 ? "" : ` CASCADE empties ${along.join(", ")} too, which refer to it.`;
      const shown = lost.map((table) => showTable(table, context)).join(", ");
      yield {
        at,
        message: `All rows of ${shown} are lost.${cascading} ${showLock(first, context)} until the transaction ends: ${showWait(first, context)} for as long.`,
        instead:
          "Delete the rows that have to go in batches, with a condition. Where all of them have to, keep a copy, and say so: -- lockkeeper: allow truncate: …",
      };
    },
  },
};
