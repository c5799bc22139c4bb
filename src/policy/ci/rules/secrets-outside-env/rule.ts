// A secret in a job that belongs to no environment.

import type { PolicyRule } from "../../../rule.ts";
import type { Project } from "../../model/project.ts";
import { entryOf } from "../../../yaml/look.ts";
import { expressionsBelow, workflowsOf } from "../../model/workflow.ts";

export const rule: PolicyRule<Project> = {
  name: "secrets-outside-env",
  class: "advice",
  severity: "note",
  about: "a secret that no environment guards",
  *check(project) {
    for (const { jobs } of workflowsOf(project, false)) {
      for (const { map, entry } of jobs) {
        if (entryOf(map, "environment") !== undefined || entryOf(map, "uses") !== undefined) continue;
        for (const { text, spot } of expressionsBelow(map)) {
          const name = /\bsecrets\.(\w+)/.exec(text)?.[1];
          if (name === undefined || name.toUpperCase() === "GITHUB_TOKEN") continue;
          yield {
            spot,
            message: `The job ${entry.key} reads the secret ${name} and belongs to no environment: every branch of the repository can read it the same way.`,
            instead:
              "Keep it as a secret of an environment that only the main branch may use, and name that in the job.",
          };
        }
      }
    }
  },
};
