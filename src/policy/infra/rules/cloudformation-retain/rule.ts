// A resource with data that goes away with its stack, or when a change makes it anew.

import type { PolicyRule } from "../../../rule.ts";
import { textAt } from "../../../yaml/look.ts";
import { cloudFormationSchema } from "../../cloudformation/schema/schema.ts";
import type { Infra } from "../../subject.ts";

const POLICIES = [
  ["DeletionPolicy", "it or its stack is removed"],
  ["UpdateReplacePolicy", "a change makes it anew"],
] as const;

export const rule: PolicyRule<Infra> = {
  name: "cloudformation-retain",
  class: "hazard",
  severity: "error",
  about: "a resource with data that goes away with its stack, or when a change makes it anew",
  *check({ templates }) {
    if (templates.length === 0) return;
    const schema = cloudFormationSchema();
    for (const { file, resources } of templates) {
      for (const { name, type, at, node } of resources) {
        if (!Object.hasOwn(schema.resources, type) || schema.resources[type]?.s !== 1) continue;
        for (const [policy, when] of POLICIES) {
          const given = textAt(node, policy);
          if (given !== undefined && given !== "Delete") continue;
          yield {
            spot: { file: file.path, at },
            message: `The data of ${name} is lost when ${when}: it has no ${policy}.`,
            instead: `Add ${policy}: Retain, or Snapshot where AWS can take one.`,
          };
        }
      }
    }
  },
};
