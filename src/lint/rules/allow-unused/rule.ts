// An allowance that let nothing pass.

import type { Rule } from "../../rule.ts";

export const rule: Rule = {
  name: "allow-unused",
  class: "advice",
  severity: "warning",
  about: "an allow directive that lets nothing pass",
  files: ["up", "down", "verify"],
  *allowances({ allowances, rules }) {
    for (const { rule: name, at, used } of allowances) {
      if (used || !rules.includes(name)) continue;
      yield {
        at,
        message: `Nothing here is found by ${name}, so that this line lets nothing pass.`,
        instead: "Remove it, or move it to the statement that it is for.",
      };
    }
  },
};
