// Commands in the log that set variables, which GitHub has switched off for good reason.

import type { PolicyRule } from "../../../rule.ts";
import type { Project } from "../../model/project.ts";
import { allMaps, entryOf, keySpot, textAt } from "../../../yaml/look.ts";
import { pieceSpot, scriptsIn, workflowsOf } from "../../model/workflow.ts";

export const rule: PolicyRule<Project> = {
  name: "insecure-commands",
  class: "hazard",
  severity: "error",
  about: "workflow commands that set variables through the log",
  *check(project) {
    for (const { root, steps } of workflowsOf(project, true)) {
      for (const map of allMaps(root)) {
        const entry = entryOf(map, "ACTIONS_ALLOW_UNSECURE_COMMANDS");
        if (entry === undefined || textAt(map, entry.key) === "false") continue;
        yield {
          spot: keySpot(entry),
          message: "Whatever is printed can set variables again: a line in the log of a test is enough.",
          instead: "Remove it, and write to $GITHUB_OUTPUT or $GITHUB_ENV.",
        };
      }
      for (const scalar of steps.flatMap(scriptsIn)) {
        if (!COMMAND.test(scalar.text)) continue;
        yield {
          spot: pieceSpot(scalar, COMMAND),
          message: "GitHub does not obey this command any more, so that what comes after misses its value.",
          instead: "Write NAME=value to $GITHUB_OUTPUT, $GITHUB_ENV or $GITHUB_PATH.",
        };
      }
    }
  },
};

const COMMAND = /::(?:set-env|add-path|set-output|save-state)\b/;
