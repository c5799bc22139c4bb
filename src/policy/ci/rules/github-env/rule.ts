// Variables of later steps, set by what a pull request says.

import type { PolicyRule } from "../../../rule.ts";
import type { Project } from "../../model/project.ts";
import { actionOf, pieceSpot, scriptsIn, workflowsOf } from "../../model/workflow.ts";

export const rule: PolicyRule<Project> = {
  name: "github-env",
  class: "hazard",
  severity: "error",
  about: "variables of later steps set where a pull request has a say",
  *check(project) {
    for (const { triggers, steps } of workflowsOf(project, true)) {
      // A composite action does not know what starts it.
      if (!triggers.some((name) => PRIVILEGED.has(name))) continue;
      for (const scalar of steps.filter((step) => actionOf(step) === undefined).flatMap(scriptsIn)) {
        for (const line of scalar.text.split("\n")) {
          if (!WRITES.test(line) || /^\s*(?:echo|printf)\s+["']?[\w.=/: -]*["']?\s*>>/.test(line)) continue;
          yield {
            spot: pieceSpot(scalar, WRITES),
            message:
              "What is written here becomes the environment of all later steps. With a value that others choose, they can set LD_PRELOAD and run code with the secrets of the repository.",
            instead: "Write to $GITHUB_OUTPUT, and read steps.ID.outputs.NAME in the steps that need it.",
          };
        }
      }
    }
  },
};

const PRIVILEGED = new Set(["pull_request_target", "workflow_run", "issue_comment"]);
const WRITES = />>?\s*["']?\$\{?GITHUB_(?:ENV|PATH)\b|\btee\s+(?:-a\s+)?["']?\$\{?GITHUB_(?:ENV|PATH)\b/;
