// An action, a workflow or an include of others that is named by a tag or a branch, which can be moved.

import type { PolicyRule } from "../../../rule.ts";
import { itemsOf, spotOf, textAt, valueAt } from "../../../yaml/look.ts";
import type { PipelineFile } from "../../model/files.ts";
import type { Project } from "../../model/project.ts";
import { isPinned, namedActions, type Named } from "../../model/used.ts";

export const rule: PolicyRule<Project> = {
  name: "unpinned-uses",
  class: "hazard",
  severity: "error",
  about: "code of others that is not named by its commit",
  *check(project) {
    for (const file of project.definitions) {
      const named = file.kind === "gitlab" ? namedIncludes(file) : namedActions(file.root);
      for (const { spot, name, version, text } of named) {
        if (isPinned(version)) continue;
        yield {
          spot,
          message: `${text} can become other code at any time: who moves the tag or branch runs in this pipeline, with its rights and secrets.`,
          instead: `Name the commit, and the version in a comment behind it: ${name}@<40 digits> # v1.2.3`,
        };
      }
    }
  },
};

/** What comes from other projects. A file of any address is other code whenever its owner wishes. */
function namedIncludes({ root }: PipelineFile): readonly Named[] {
  return itemsOf(valueAt(root, "include")).flatMap((item): readonly Named[] => {
    const spot = spotOf(item);
    const project = textAt(item, "project");
    if (project !== undefined) {
      const version = textAt(item, "ref") ?? "";
      return [{ spot, name: project, version, text: version === "" ? project : `${project}@${version}` }];
    }
    const component = textAt(item, "component");
    if (component !== undefined) {
      const [name = "", version = ""] = component.split("@");
      return [{ spot, name, version, text: component }];
    }
    const remote =
      textAt(item, "remote") ?? (item.kind === "scalar" && item.text.includes("://") ? item.text : "");
    if (remote === "" || textAt(item, "integrity") !== undefined) return [];
    return [{ spot, name: remote, version: "", text: remote }];
  });
}
