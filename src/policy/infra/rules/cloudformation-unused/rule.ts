// A parameter, condition or mapping that nothing in the template uses.

import type { PolicyRule } from "../../../rule.ts";
import { allMaps, entriesIn, textAt, valueAt } from "../../../yaml/look.ts";
import { referencesIn } from "../../cloudformation/intrinsic.ts";
import type { Infra } from "../../subject.ts";

const PARTS = { Parameters: "The parameter", Conditions: "The condition", Mappings: "The mapping" } as const;

export const rule: PolicyRule<Infra> = {
  name: "cloudformation-unused",
  class: "advice",
  severity: "warning",
  about: "a parameter, condition or mapping that nothing uses",
  *check({ templates }) {
    for (const { file, root } of templates.filter(({ isRewritten }) => !isRewritten)) {
      const used = new Set([...referencesIn(root)].map(({ name }) => name));
      for (const map of allMaps(root)) used.add(textAt(map, "Condition") ?? "");
      for (const [part, what] of Object.entries(PARTS)) {
        for (const { key, keyAt } of entriesIn(valueAt(root, part))) {
          if (used.has(key)) continue;
          yield {
            spot: { file: file.path, at: keyAt },
            message: `${what} ${key} is used by nothing here. Whoever sets it expects that it does something.`,
            instead: "Remove it, or use it where it was meant.",
          };
        }
      }
    }
  },
};
