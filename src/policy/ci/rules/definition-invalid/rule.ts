// A definition that GitHub or GitLab refuses, or that says something else than it seems to.

import type { PolicyRule, Report } from "../../../rule.ts";
import type { Project } from "../../model/project.ts";
import { gitlabMistakes } from "./gitlab.ts";

export const rule: PolicyRule<Project> = {
  name: "definition-invalid",
  class: "hazard",
  severity: "error",
  about: "a definition that GitHub or GitLab does not take",
  *check(project) {
    for (const { path, yaml } of project.definitions) {
      for (const { at, message } of yaml.errors) yield mistake({ file: path, at }, message);
    }
    for (const { spot, message } of project.diagnostics) yield mistake(spot, message);
    for (const { spot, message } of gitlabMistakes(project)) yield mistake(spot, message);
  },
};

const mistake = (spot: Report["spot"], message: string): Report => ({
  spot,
  message: /[.!?]$/.test(message) ? message : `${message}.`,
  instead: "Put it right: a definition that is not taken runs nothing, and its checks are missed by nobody.",
});
