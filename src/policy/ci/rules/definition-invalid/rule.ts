// A definition that GitHub or GitLab refuses, or that says something else than it seems to.

import type { PolicyRule, Report } from "../../../rule.ts";
import type { Project } from "../../model/project.ts";
import { gitlabMistakes } from "./gitlab.ts";
import { unclosedExpressions } from "./unclosed.ts";

export const rule: PolicyRule<Project> = {
  name: "definition-invalid",
  class: "hazard",
  severity: "error",
  about: "a definition that GitHub or GitLab does not take",
  check(project) {
    const mistakes = [
      ...project.definitions.flatMap(({ path, yaml }) =>
        yaml.errors.map(({ at, message }) => mistake({ file: path, at }, message)),
      ),
      ...project.diagnostics.map(({ spot, message }) => mistake(spot, message)),
      ...unclosedExpressions(project).map((spot) => mistake(spot, "This expression does not end with }}")),
      ...[...gitlabMistakes(project)].map(({ spot, message }) => mistake(spot, message)),
    ];
    // Several readers say the same of one place, each in its own words.
    const placed = mistakes.map((one) => [`${one.spot.file}:${one.spot.at}`, one] as const);
    return new Map(placed.toReversed()).values().toArray().toReversed();
  },
};

const mistake = (spot: Report["spot"], message: string): Report => ({
  spot,
  message: /[.!?]$/.test(message) ? message : `${message}.`,
  instead: "Put it right: a definition that is not taken runs nothing, and its checks are missed by nobody.",
});
