// A part of a secret, or all of them at once, that GitHub does not cover in logs.

import type { PolicyRule } from "../../../rule.ts";
import type { Project } from "../../model/project.ts";
import { expressionsBelow, workflowsOf } from "../../model/workflow.ts";

export const rule: PolicyRule<Project> = {
  name: "unredacted-secrets",
  class: "hazard",
  severity: "error",
  about: "parts of secrets, which logs show, or all secrets at once",
  *check(project) {
    for (const { root } of workflowsOf(project, true)) {
      for (const { text, spot } of expressionsBelow(root)) {
        if (/fromJSON\(\s*secrets\./i.test(text)) {
          yield {
            spot,
            message: "GitHub covers whole secrets in logs. A part of one, taken out here, is shown.",
            instead: "Keep each part as a secret of its own.",
          };
        } else if (/toJSON\(\s*secrets\s*\)/i.test(text)) {
          yield {
            spot,
            message: "Every secret of the repository is handed to this step.",
            instead: "Name each that it needs.",
          };
        }
      }
    }
  },
};
