// An action or a workflow of others that is named by a tag or a branch, which can be moved.

import type { PolicyRule } from "../../../rule.ts";
import { allMaps, entryOf } from "../../../yaml/look.ts";
import type { Project } from "../../model/project.ts";

const PINNED = /@[0-9a-f]{40}$|@sha256:[0-9a-f]{64}$/;
const VERSION = /^[^\n]*#\s*(?:[\w./-]+@)?v?\d/;

export const rule: PolicyRule<Project> = {
  name: "unpinned-uses",
  class: "hazard",
  severity: "error",
  about: "an action of others that is not named by its commit",
  *check({ files }) {
    for (const { path, text, kind, root } of files) {
      if (kind === "gitlab") continue;
      for (const map of allMaps(root)) {
        const uses = entryOf(map, "uses")?.value;
        if (uses?.kind !== "scalar" || /^\.\.?\//.test(uses.text) || uses.text.startsWith("docker://"))
          continue;
        const spot = { file: path, at: uses.at };
        const [name = ""] = uses.text.split("@");
        if (!PINNED.test(uses.text)) {
          yield {
            spot,
            message: `${uses.text} can become other code at any time: whoever moves the tag or branch runs in this job, with its rights and secrets.`,
            instead: `Name the commit, and the version behind it: ${name}@<40 digits> # v1.2.3`,
          };
        } else if (!VERSION.test(text.slice(uses.end))) {
          yield {
            spot,
            severity: "warning",
            message: `Nobody can see which version of ${name} this commit is, or whether it is old.`,
            instead: `Write the version behind it: ${uses.text} # v1.2.3`,
          };
        }
      }
    }
  },
};
