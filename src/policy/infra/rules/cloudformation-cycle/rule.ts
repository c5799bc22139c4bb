// Resources that wait for each other in a ring.

import type { PolicyRule } from "../../../rule.ts";
import { scalarsOf, valueAt } from "../../../yaml/look.ts";
import { referencesIn } from "../../cloudformation/intrinsic.ts";
import { isServerless } from "../../cloudformation/rewriting.ts";
import type { Template } from "../../cloudformation/template.ts";
import type { Infra } from "../../subject.ts";

export const rule: PolicyRule<Infra> = {
  name: "cloudformation-cycle",
  class: "hazard",
  severity: "error",
  about: "resources that wait for each other in a ring",
  *check({ templates }) {
    for (const template of templates) {
      for (const ring of ringsIn(template)) {
        const first = template.resources.find(({ name }) => name === ring[0]);
        if (first === undefined) continue;
        yield {
          spot: { file: template.file.path, at: first.at },
          message: `These wait for each other: ${[...ring, ring[0]].join(" → ")}. CloudFormation can begin with none of them.`,
          instead:
            "Put one reference into a resource of its own, such as a rule or a policy that stands beside both.",
        };
      }
    }
  },
};

/** Each ring once, from where it is first met. */
function ringsIn({ resources }: Template): readonly (readonly string[])[] {
  // The Serverless Application Model makes several of one, which stand beside each other.
  const names = new Set(resources.filter(({ type }) => !isServerless(type)).map(({ name }) => name));
  const next = new Map(
    resources.map(({ name, node }) => [
      name,
      [...referencesIn(node), ...scalarsOf(valueAt(node, "DependsOn")).map(({ text }) => ({ name: text }))]
        .map((reference) => reference.name)
        .filter((other) => names.has(other)),
    ]),
  );
  const rings: (readonly string[])[] = [];
  const done = new Set<string>();
  const walk = (name: string, way: readonly string[]): void => {
    if (way.includes(name)) {
      rings.push(way.slice(way.indexOf(name)));
      return;
    }
    if (done.has(name)) return;
    for (const other of new Set(next.get(name))) walk(other, [...way, name]);
    done.add(name);
  };
  for (const name of names) walk(name, []);
  return rings;
}
