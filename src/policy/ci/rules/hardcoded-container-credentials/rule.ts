// A password of a registry, written into the definition.

import type { PolicyRule } from "../../../rule.ts";
import type { Project } from "../../model/project.ts";
import { allMaps, spotOf, valueAt } from "../../../yaml/look.ts";
import { workflowsOf } from "../../model/workflow.ts";

export const rule: PolicyRule<Project> = {
  name: "hardcoded-container-credentials",
  class: "hazard",
  severity: "error",
  about: "a password of a container registry in the definition",
  *check(project) {
    for (const { root } of workflowsOf(project, false)) {
      for (const map of allMaps(valueAt(root, "jobs"))) {
        const password = valueAt(map, "credentials", "password");
        if (password?.kind !== "scalar" || password.text === "" || password.text.includes("${{")) continue;
        yield {
          spot: spotOf(password),
          message:
            "The password of a registry stands here in clear: everybody who can read the repository has it.",
          instead:
            "Replace the password, keep the new one as a secret, and write ${{ secrets.REGISTRY_PASSWORD }}",
        };
      }
    }
  },
};
