// A comment that was meant as a directive and is none, and an allowance for a rule that does not exist.

import { nearestWord } from "../../../core/nearest-word.ts";
import { isSecretRule } from "../../../core/secret-rules.ts";
import type { Rule } from "../../rule.ts";

const MARK = "lockkeeper";
/** A first word with a colon: `lokkeeper: allow …`. */
const FIRST_WORD = /^\s*([A-Za-z_-]{5,20})\s*:/;

export const rule: Rule = {
  name: "directive-misspelt",
  class: "hazard",
  severity: "error",
  about: "a directive that does nothing because of a spelling mistake",
  files: ["up", "down", "verify"],
  *allowances({ script, allowances, rules }) {
    for (const { text, span } of script.comments) {
      const word = FIRST_WORD.exec(text)?.[1]?.toLowerCase();
      if (word === undefined || word === MARK || nearestWord(word, [MARK]) === undefined) continue;
      yield {
        at: span.start,
        message: `"${word}:" begins no directive, so that this line does nothing.`,
        instead: `Write: -- ${MARK}:${text.slice(text.indexOf(":") + 1)}`,
      };
    }
    for (const { rule: name, at } of allowances) {
      if (rules.includes(name) || isSecretRule(name)) continue;
      const near = nearestWord(name, rules);
      yield {
        at,
        message: `There is no rule "${name}", so that nothing is allowed.`,
        instead: near === undefined ? "The rules are listed in docs/rules.md." : `Did you mean ${near}?`,
      };
    }
  },
};
