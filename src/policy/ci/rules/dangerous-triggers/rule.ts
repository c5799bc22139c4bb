// Code of a pull request that runs with the rights of the repository.

import type { PolicyRule } from "../../../rule.ts";
import { spotOf, textAt, valueAt } from "../../../yaml/look.ts";
import type { YamlMap } from "../../../yaml/tree.ts";
import type { Project } from "../../model/project.ts";
import { actionOf, scriptsIn, workflowsOf } from "../../model/workflow.ts";

export const rule: PolicyRule<Project> = {
  name: "dangerous-triggers",
  class: "hazard",
  severity: "error",
  about: "code of a pull request that runs with the secrets of the repository",
  *check(project) {
    for (const { triggers, steps } of workflowsOf(project, false)) {
      const trigger = triggers.find((name) => PRIVILEGED.has(name));
      if (trigger === undefined) continue;
      for (const step of steps) {
        if (!fetchesForeignCode(step)) continue;
        yield {
          spot: spotOf(valueAt(step, "with", "ref") ?? step),
          message: `${trigger} runs with the secrets and the token of this repository, and this step fetches what the pull request has written.`,
          instead: "Run code of a pull request under on: pull_request, which has neither.",
        };
      }
    }
  },
};

const PRIVILEGED = new Set(["pull_request_target", "workflow_run", "issue_comment"]);
const HEAD = /github\.event\.pull_request\.head|github\.head_ref|workflow_run\.head|refs\/pull\//;

const fetchesForeignCode = (step: YamlMap): boolean =>
  (actionOf(step) === "actions/checkout" && HEAD.test(textAt(step, "with", "ref") ?? "")) ||
  scriptsIn(step).some(({ text }) => /\bgh\s+pr\s+checkout\b|git\s+fetch[^\n]*pull\//.test(text));
