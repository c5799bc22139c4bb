// A machine of your own that runs what pull requests bring.

import type { PolicyRule } from "../../../rule.ts";
import type { Project } from "../../model/project.ts";
import { itemsOf, keySpot, entryOf, textAt } from "../../../yaml/look.ts";
import { workflowsOf } from "../../model/workflow.ts";
import { excludesPullRequests } from "../../model/condition.ts";

export const rule: PolicyRule<Project> = {
  name: "self-hosted-runner",
  class: "hazard",
  severity: "error",
  about: "a pull request that runs on a machine of your own",
  *check(project) {
    for (const { triggers, jobs } of workflowsOf(project, false)) {
      if (!triggers.some((name) => name.startsWith("pull_request"))) continue;
      for (const { map, entry } of jobs) {
        const runsOn = entryOf(map, "runs-on");
        if (runsOn === undefined || excludesPullRequests(textAt(map, "if") ?? "")) continue;
        const labels = [...itemsOf(runsOn.value), ...itemsOf(entryOf(runsOn.value, "labels")?.value)];
        if (!labels.some((label) => label.kind === "scalar" && label.text === "self-hosted")) continue;
        yield {
          spot: keySpot(runsOn),
          message: `The job ${entry.key} runs code of pull requests on a machine of your own: what it leaves there meets the next job, deploys included.`,
          instead:
            "Run pull requests on machines of GitHub, or on ones that live for one job and reach nothing.",
        };
      }
    }
  },
};
