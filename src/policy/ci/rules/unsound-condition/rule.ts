// A condition that is always true, or that others can fulfil.

import type { PolicyRule } from "../../../rule.ts";
import { UNCLOSED } from "../definition-invalid/unclosed.ts";
import type { Project } from "../../model/project.ts";
import { allMaps, spotOf, valueAt } from "../../../yaml/look.ts";
import { workflowsOf } from "../../model/workflow.ts";

export const rule: PolicyRule<Project> = {
  name: "unsound-condition",
  class: "hazard",
  severity: "error",
  about: "a condition that is always true or checks less than it seems to",
  *check(project) {
    for (const { root } of workflowsOf(project, true)) {
      for (const map of [...allMaps(valueAt(root, "jobs")), ...allMaps(valueAt(root, "runs", "steps"))]) {
        const condition = valueAt(map, "if");
        if (condition?.kind !== "scalar") continue;
        if (isAlwaysTrue(condition.text)) {
          yield {
            spot: spotOf(condition),
            message:
              "This condition is always true: there is text around the expression, if only a line end, and text that is not empty is true.",
            instead:
              "Write the condition alone: without ${{ }} where it stands in a block, with |- or on one line.",
          };
        } else if (SUBSTRING.test(condition.text)) {
          yield {
            spot: spotOf(condition),
            message: "This looks for the name as a part of one text: a branch called m or main/x can pass.",
            instead: "contains(fromJSON('[\"refs/heads/main\"]'), github.ref), or ==",
          };
        }
      }
    }
  },
};

const SUBSTRING =
  /\bcontains\(\s*'[^']*'\s*,\s*github\.(?:ref|ref_name|head_ref|base_ref|actor|triggering_actor)\b/;

/** With `${{ }}`, anything outside of one pair makes a text of the whole. One without an end is another mistake. */
function isAlwaysTrue(text: string): boolean {
  if (!text.includes("${{")) return false;
  if (UNCLOSED.test(text)) return false;
  return !/^\$\{\{(?:(?!\}\})[^])*\}\}$/.test(text);
}
