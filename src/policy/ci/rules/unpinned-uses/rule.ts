// An action, a workflow or an include of others that is named by a tag or a branch, which can be moved.

import type { PolicyRule, Spot } from "../../../rule.ts";
import { allMaps, entryOf, itemsOf, spotOf, textAt, valueAt } from "../../../yaml/look.ts";
import type { PipelineFile } from "../../model/files.ts";
import type { Project } from "../../model/project.ts";

export const rule: PolicyRule<Project> = {
  name: "unpinned-uses",
  class: "hazard",
  severity: "error",
  about: "code of others that is not named by its commit",
  *check(project) {
    for (const file of project.definitions) {
      const named = file.kind === "gitlab" ? namedIncludes(file) : namedActions(file);
      for (const { spot, name, version, text } of named) {
        if (!PINNED.test(version)) {
          yield {
            spot,
            message: `${text} can become other code at any time: who moves the tag or branch runs in this pipeline, with its rights and secrets.`,
            instead: `Name the commit, and the version in a comment behind it: ${name}@<40 digits> # v1.2.3`,
          };
        } else if (file.kind !== "gitlab" && !hasVersionBehind(file.text, spot.at)) {
          yield {
            spot,
            severity: "warning",
            message: `Nobody can see which version of ${name} this commit is, or whether it is an old one.`,
            instead: `Write the version behind it: ${text} # v1.2.3`,
          };
        }
      }
    }
  },
};

const PINNED = /^[0-9a-f]{40}$|^sha256:[0-9a-f]{64}$/;

/** A comment on the same line that has something like a version in it. */
const hasVersionBehind = (text: string, at: number): boolean => /^[^\n]*#[^\n]*\d/.test(text.slice(at));

interface Named {
  readonly spot: Spot;
  readonly name: string;
  readonly version: string;
  readonly text: string;
}

function namedActions({ root }: PipelineFile): readonly Named[] {
  const maps = [...allMaps(valueAt(root, "jobs")), ...allMaps(valueAt(root, "runs"))];
  return maps.flatMap((map) => {
    const uses = entryOf(map, "uses")?.value;
    // Images have a rule of their own.
    if (uses?.kind !== "scalar" || /^(?:\.\.?\/|docker:)/.test(uses.text)) return [];
    const [name = "", version = ""] = uses.text.split("@");
    return [{ spot: spotOf(uses), name, version, text: uses.text }];
  });
}

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
