// All secrets handed to another workflow.

import type { PolicyRule } from "../../../rule.ts";
import { spotOf, textAt, valueAt } from "../../../yaml/look.ts";
import type { Project } from "../../model/project.ts";
import { workflowsOf } from "../../model/workflow.ts";

export const rule: PolicyRule<Project> = {
  name: "secrets-inherit",
  class: "hazard",
  severity: "warning",
  about: "all secrets handed on to another workflow",
  *check(project) {
    for (const { jobs } of workflowsOf(project, false)) {
      for (const { map } of jobs) {
        const secrets = valueAt(map, "secrets");
        if (secrets?.kind !== "scalar" || secrets.text !== "inherit") continue;
        yield {
          spot: spotOf(secrets),
          message: `All secrets of this repository go to ${textAt(map, "uses") ?? "another workflow"}, also those that come later.`,
          instead: 'Name each that it needs: secrets: { TOKEN: "${{ secrets.TOKEN }}" }',
        };
      }
    }
  },
};
