// A script that no shell can read.

import type { PolicyRule } from "../../../rule.ts";
import type { ShellMistake } from "../../../shell/syntax.ts";

export const rule: PolicyRule<{ readonly shellMistakes: readonly ShellMistake[] }> = {
  name: "shell-syntax",
  class: "hazard",
  severity: "error",
  about: "a script that a shell cannot read",
  *check({ shellMistakes }) {
    for (const { spot, message } of shellMistakes) {
      yield {
        spot,
        message: `A shell cannot read this: ${message}.`,
        instead: "Put it right. To try it: bash -n, which reads a script and runs nothing.",
      };
    }
  },
};
