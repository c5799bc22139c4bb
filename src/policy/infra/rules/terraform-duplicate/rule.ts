// Two declarations of one name in a module.

import { placeAt } from "../../../../core/text-place.ts";
import type { PolicyRule } from "../../../rule.ts";
import type { Infra } from "../../subject.ts";

export const rule: PolicyRule<Infra> = {
  name: "terraform-duplicate",
  class: "hazard",
  severity: "error",
  about: "two declarations of one name in a module",
  *check({ terraform }) {
    for (const { declared, files } of terraform.modules) {
      const first = new Map<string, (typeof declared)[number]>();
      for (const one of declared) {
        const key = `${one.kind} ${one.name}`;
        const before = first.get(key);
        if (before === undefined) {
          first.set(key, one);
          continue;
        }
        const text = files.find(({ path }) => path === before.spot.file)?.text ?? "";
        yield {
          spot: one.spot,
          message: `${one.name} is declared already, in ${before.spot.file}, line ${placeAt(text, before.spot.at).line}. Terraform refuses the module.`,
          instead: "Remove one of the two, or give it another name.",
        };
      }
    }
  },
};
