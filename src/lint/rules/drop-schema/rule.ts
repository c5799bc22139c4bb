// DROP SCHEMA … CASCADE and DROP DATABASE.

import { showName } from "../../../core/name.ts";
import type { Rule } from "../../rule.ts";
import { instantClaim, showTable } from "../../wording.ts";

const SHOWN_MAX = 5;

export const rule: Rule = {
  name: "drop-schema",
  class: "hazard",
  severity: "error",
  about: "a schema that is dropped with its tables, or a whole database",
  files: ["up"],
  changes: {
    *drop({ at, object, names, cascade }, context) {
      const shown = names.map(({ name }) => showName(name)).join(", ");
      if (object === "database") {
        yield {
          at,
          message: `Everything in the database ${shown} is lost.`,
          instead: "Leave databases to those who run the server: a migration changes what is in its own one.",
        };
      }
      if (object !== "schema" || !cascade) return;
      const tables = names.flatMap(({ name }) => context.schema.tablesIn(name));
      const lost = tables.filter((table) => table.kind === "table" && !context.isNew(table));
      const [first] = lost;
      if (first === undefined) return;
      const some = lost.slice(0, SHOWN_MAX).map((table) => showTable(table, context));
      const more = lost.length > SHOWN_MAX ? ` and ${lost.length - SHOWN_MAX} more` : "";
      yield {
        at,
        message: `The schema ${shown} goes with everything in it: what ${some.join(", ")}${more} hold is lost.`,
        instead:
          "Drop what is in it by name, each once no release uses it, and the schema without CASCADE at the end.",
        claim: instantClaim(first, context),
      };
    },
  },
};
