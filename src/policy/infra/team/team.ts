// The rules that a team brings along, beside ours.

import type { PolicyFile, PolicyRule } from "../../rule.ts";
import { INFRA_RULES } from "../rules/rules.ts";
import type { Infra } from "../subject.ts";
import { readRule, type RuleFault } from "./rule-file.ts";

export interface Team {
  readonly rules: readonly PolicyRule<Infra>[];
  /** What is wrong with the files, and, once the rules have been asked, with what they ask. */
  readonly faults: readonly RuleFault[];
}

/** The rules in some files. */
export function readTeam(files: readonly PolicyFile[]): Team {
  const faults: RuleFault[] = [];
  const rules: PolicyRule<Infra>[] = [];
  for (const file of files) {
    const rule = readRule(file, (fault) => faults.push(fault));
    if ("excerpt" in rule) faults.push(rule);
    else if ([...INFRA_RULES, ...rules].some(({ name }) => name === rule.name)) {
      faults.push({
        file: file.path,
        line: 1,
        message: `There is a rule ${rule.name} already. Call the file otherwise.`,
        excerpt: "",
      });
    } else rules.push(rule);
  }
  return { rules, faults };
}
