// A reference to something that the template does not have, or to an attribute that a resource does not have.

import { nearestWord } from "../../../../core/nearest-word.ts";
import type { PolicyRule, Report } from "../../../rule.ts";
import { entriesIn, entryOf, scalarsOf, valueAt } from "../../../yaml/look.ts";
import { referencesIn, type Reference } from "../../cloudformation/intrinsic.ts";
import { generatedIn, isServerless } from "../../cloudformation/rewriting.ts";
import { cloudFormationSchema, type Schema } from "../../cloudformation/schema/schema.ts";
import type { Template } from "../../cloudformation/template.ts";
import type { Infra } from "../../subject.ts";

export const rule: PolicyRule<Infra> = {
  name: "cloudformation-reference",
  class: "hazard",
  severity: "error",
  about: "a reference to something that the template does not have",
  *check({ templates }) {
    if (templates.length === 0) return;
    const schema = cloudFormationSchema();
    for (const template of templates.filter(({ isRewritten }) => !isRewritten)) {
      const names = namesIn(template);
      for (const reference of [...referencesIn(template.root), ...byName(template)]) {
        const report = missing(reference, names, template) ?? unknownAttribute(reference, template, schema);
        if (report !== undefined) yield report;
      }
    }
  },
};

interface Names {
  readonly own: Readonly<Record<Reference["kind"], readonly string[]>>;
  readonly generated: readonly RegExp[];
}

function namesIn({ root, parameters, resources }: Template): Names {
  const keys = (part: string): readonly string[] => entriesIn(valueAt(root, part)).map(({ key }) => key);
  const own = resources.map(({ name }) => name);
  return {
    own: {
      resource: own,
      any: [...own, ...parameters.map(({ key }) => key)],
      condition: keys("Conditions"),
      mapping: keys("Mappings"),
    },
    generated: ["Resources", "Conditions"].flatMap((part) => generatedIn(valueAt(root, part))),
  };
}

/** What is named without a function: `DependsOn` and `Condition`. */
function* byName({ root, resources }: Template): Generator<Reference> {
  for (const { node } of resources) {
    for (const { text, at } of scalarsOf(valueAt(node, "DependsOn")))
      yield { kind: "resource", name: text, at };
  }
  for (const { value } of [
    ...entriesIn(valueAt(root, "Resources")),
    ...entriesIn(valueAt(root, "Outputs")),
  ]) {
    const condition = entryOf(value, "Condition")?.value;
    if (condition?.kind === "scalar") yield { kind: "condition", name: condition.text, at: condition.at };
  }
}

const KINDS = {
  any: "parameter or resource",
  resource: "resource",
  condition: "condition",
  mapping: "mapping",
} as const;

function missing({ kind, name, at }: Reference, names: Names, { file }: Template): Report | undefined {
  if (name.startsWith("AWS::") || names.own[kind].includes(name)) return undefined;
  if (names.generated.some((pattern) => pattern.test(name))) return undefined;
  const nearest = nearestWord(name, names.own[kind]);
  return {
    spot: { file: file.path, at },
    message: `The template has no ${KINDS[kind]} ${name}.`,
    instead: nearest === undefined ? "Add it, or correct the name." : `Did you mean ${nearest}?`,
  };
}

function unknownAttribute(
  reference: Reference,
  { file, resources }: Template,
  schema: Schema,
): Report | undefined {
  const { name, attribute, at } = reference;
  const type = resources.find((resource) => resource.name === name)?.type ?? "";
  const known = Object.hasOwn(schema.resources, type) ? schema.resources[type] : undefined;
  // What a stack or a resource of one's own gives, nobody can know from here.
  if (
    attribute === undefined ||
    known === undefined ||
    /^AWS::CloudFormation::|^Custom::/.test(type) ||
    isServerless(type)
  )
    return undefined;
  if (known.a.includes(attribute) || Object.hasOwn(known.p, attribute)) return undefined;
  const nearest = nearestWord(attribute, known.a);
  return {
    spot: { file: file.path, at },
    message: `${type} gives no attribute ${attribute}.`,
    instead:
      nearest === undefined
        ? `It gives ${known.a.slice(0, 5).join(", ") || "none"}.`
        : `Did you mean ${nearest}?`,
  };
}
