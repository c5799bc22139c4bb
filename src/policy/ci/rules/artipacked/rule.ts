// A checkout that leaves its token on the disk.

import type { PolicyRule } from "../../../rule.ts";
import { spotOf, textAt, valueAt } from "../../../yaml/look.ts";
import type { YamlMap } from "../../../yaml/tree.ts";
import type { Project } from "../../model/project.ts";
import { actionOf, scriptsIn, workflowsOf } from "../../model/workflow.ts";

export const rule: PolicyRule<Project> = {
  name: "artipacked",
  class: "advice",
  severity: "warning",
  about: "a checkout that leaves its token where later steps can read it",
  *check(project) {
    for (const { jobs } of workflowsOf(project, false)) {
      for (const { steps } of jobs) {
        if (steps.some(pushes)) continue;
        for (const step of steps) {
          const uses = valueAt(step, "uses");
          if (actionOf(step) !== "actions/checkout" || uses === undefined) continue;
          if (textAt(step, "with", "persist-credentials") === "false") continue;
          yield {
            spot: spotOf(uses),
            message:
              "The token stays on the disk after the checkout: every later step can read it, and an artifact can carry it away.",
            instead: "with: { persist-credentials: false }",
          };
        }
      }
    }
  },
};

/** Who pushes needs the token. */
const pushes = (step: YamlMap): boolean =>
  scriptsIn(step).some(({ text }) => /\bgit\s+(?:\S+\s+)*push\b/.test(text));
