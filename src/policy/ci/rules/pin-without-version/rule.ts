// An action that is named by its commit, without a word about which version that is.

import type { PolicyRule } from "../../../rule.ts";
import type { Project } from "../../model/project.ts";
import { isPinned, namedActions } from "../../model/used.ts";

export const rule: PolicyRule<Project> = {
  name: "pin-without-version",
  class: "advice",
  severity: "note",
  about: "a commit of an action without the version that it is",
  *check({ definitions }) {
    for (const { kind, root, text: whole } of definitions) {
      if (kind === "gitlab") continue;
      for (const { spot, name, version, text } of namedActions(root)) {
        // Some version stands in a comment on the same line.
        if (!isPinned(version) || /^[^\n]*#[^\n]*\d/.test(whole.slice(spot.at))) continue;
        yield {
          spot,
          message: `Nobody can see which version of ${name} this commit is, or whether it is an old one.`,
          instead: `Write the version behind it: ${text} # v1.2.3`,
        };
      }
    }
  },
};
