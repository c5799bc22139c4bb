// A cache that others can fill, used where something is released or production is reached.

import type { PolicyRule } from "../../../rule.ts";
import type { Project } from "../../model/project.ts";
import { entryOf, spotOf, textAt, valueAt } from "../../../yaml/look.ts";
import type { YamlMap, YamlNode } from "../../../yaml/tree.ts";
import { namesProduction } from "../../model/job.ts";
import { actionOf, workflowsOf, type WorkflowJob } from "../../model/workflow.ts";

export const rule: PolicyRule<Project> = {
  name: "cache-poisoning",
  class: "hazard",
  severity: "warning",
  about: "a cache that is restored in a release or a job of production",
  *check(project) {
    for (const { root, jobs } of workflowsOf(project, false)) {
      for (const job of jobs) {
        const why = isRelease(root) ? "this workflow makes a release" : reachesProduction(job);
        if (why === undefined) continue;
        for (const step of job.steps.filter(restoresCache)) {
          yield {
            spot: spotOf(valueAt(step, "uses") ?? step),
            message: `A cache is restored here, and ${why}: code of any branch that fills the cache gets into it.`,
            instead: "Do without the cache here: install from the lock file.",
          };
        }
      }
    }
  },
};

const isRelease = (root: YamlNode): boolean =>
  entryOf(valueAt(root, "on"), "release") !== undefined || valueAt(root, "on", "push", "tags") !== undefined;

function reachesProduction({ map, entry }: WorkflowJob): string | undefined {
  const name = textAt(map, "environment", "name") ?? textAt(map, "environment");
  const reaches = name !== undefined && namesProduction(name);
  return reaches ? `${entry.key} reaches ${name}` : undefined;
}

function restoresCache(step: YamlMap): boolean {
  const action = actionOf(step) ?? "";
  if (action === "actions/cache" || action === "actions/cache/restore") return true;
  const cache = textAt(step, "with", "cache");
  return action.startsWith("actions/setup-") && cache !== undefined && cache !== "false";
}
