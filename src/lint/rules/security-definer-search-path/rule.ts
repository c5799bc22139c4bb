// A function that runs with its owner's rights, and finds tables and functions where its caller says.

import type { DescribedScript } from "../../../core/statement.ts";
import type { Rule } from "../../rule.ts";

export const rule: Rule = {
  name: "security-definer-search-path",
  class: "advice",
  severity: "warning",
  about: "SECURITY DEFINER without a search_path of its own",
  files: ["up"],
  changes: {
    *"create-routine"({ at, securityDefiner, settings, body, routine }, { script }) {
      // The names in BEGIN ATOMIC are looked up when it is made.
      const isAtomic = body.language === "sql" && body.text === undefined;
      if (!securityDefiner || isAtomic || settings.includes("search_path") || altersRoutine(script)) return;
      yield {
        at,
        message: `The function ${routine.name} has the rights of its owner, but looks names up in the search_path of its caller, who can put objects of their own there.`,
        instead: "Add SET search_path = '' and write the schema before each name.",
      };
    },
  },
};

/** The setting may come with ALTER FUNCTION. */
const altersRoutine = ({ statements }: DescribedScript): boolean =>
  statements.some(({ kind }) => /^ALTER (?:FUNCTION|PROCEDURE|ROUTINE)$/.test(kind));
