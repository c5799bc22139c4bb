// A token that may do more than its job needs.

import type { PolicyRule } from "../../../rule.ts";
import { entriesIn, entryOf, keySpot, spotOf } from "../../../yaml/look.ts";
import type { YamlEntry } from "../../../yaml/tree.ts";
import type { Project } from "../../model/project.ts";
import { workflowsOf } from "../../model/workflow.ts";

export const rule: PolicyRule<Project> = {
  name: "excessive-permissions",
  class: "hazard",
  severity: "warning",
  about: "rights of the token that are not limited to what each job needs",
  *check(project) {
    for (const { root, jobs } of workflowsOf(project, false)) {
      const top = entryOf(root, "permissions");
      const bare = jobs.filter(({ map }) => entryOf(map, "permissions") === undefined);
      if (top === undefined && bare.length > 0) {
        const names = bare.map(({ entry }) => entry.key).join(", ");
        yield {
          spot: jobs[0] === undefined ? spotOf(root) : keySpot(jobs[0].entry),
          message: `Nothing limits the token of ${names}: it may do all that the settings of the repository allow, often writing everything.`,
          instead: "permissions: {} at the top, and in each job the rights that it needs",
        };
      }
      if (top !== undefined) {
        for (const { key, value } of writesIn(top)) {
          yield {
            spot: spotOf(value),
            message: `Every job of this workflow gets a token with the right ${key}: write.`,
            instead: "permissions: {} at the top, and the right in the job that needs it",
          };
        }
      }
      for (const entry of [top, ...jobs.map(({ map }) => entryOf(map, "permissions"))]) {
        if (entry?.value.kind !== "scalar" || !/^(?:write|read)-all$/.test(entry.value.text)) continue;
        const all = entry.value.text === "write-all";
        yield {
          spot: spotOf(entry.value),
          severity: all ? "error" : "warning",
          message: `${entry.value.text} is every right there is${all ? "" : " to read"}, also those that come later.`,
          instead: "Name each right that is needed, such as contents: read",
        };
      }
    }
  },
};

const writesIn = ({ value }: YamlEntry): readonly YamlEntry[] =>
  entriesIn(value).filter((entry) => entry.value.kind === "scalar" && entry.value.text === "write");
