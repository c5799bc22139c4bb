// A property that CloudFormation does not have, that is missing, or that is of another type.

import { nearestWord } from "../../../../core/nearest-word.ts";
import type { PolicyRule, Report } from "../../../rule.ts";
import { entryOf } from "../../../yaml/look.ts";
import type { YamlNode } from "../../../yaml/tree.ts";
import { intrinsicOf } from "../../cloudformation/intrinsic.ts";
import { isServerless } from "../../cloudformation/rewriting.ts";
import { cloudFormationSchema, type Properties, type Schema } from "../../cloudformation/schema/schema.ts";
import type { Infra } from "../../subject.ts";

export const rule: PolicyRule<Infra> = {
  name: "cloudformation-property",
  class: "hazard",
  severity: "error",
  about: "a property that CloudFormation does not have, that is missing, or that is of another type",
  *check({ templates }) {
    if (templates.length === 0) return;
    const schema = cloudFormationSchema();
    for (const { file, resources } of templates.filter(({ isRewritten }) => !isRewritten)) {
      for (const { type, at, node, properties } of resources) {
        if (!isDescribed(type) || entryOf(node, "Fn::Transform") !== undefined) continue;
        const known = Object.hasOwn(schema.resources, type) ? schema.resources[type] : undefined;
        const found =
          known === undefined
            ? [unknownType(type, Object.keys(schema.resources), at)]
            : inProperties(properties ?? emptyMap(node), known.p, { schema, at });
        for (const { at: place, message, instead } of found) {
          yield { spot: { file: file.path, at: place }, message, instead };
        }
      }
    }
  },
};

/** Types of one's own are known to the account alone, and those of the Serverless Application Model to its macro. */
const isDescribed = (type: string): boolean =>
  type.startsWith("AWS::") && !type.startsWith("AWS::CloudFormation::") && !isServerless(type);

/** A resource without properties has none of those that it must have. */
const emptyMap = ({ file, at, end }: YamlNode): YamlNode => ({ kind: "map", entries: [], file, at, end });

type Said = Omit<Report, "spot"> & { readonly at: number };

interface Looking {
  readonly schema: Schema;
  /** Where to say what is missing. */
  readonly at: number;
}

function unknownType(type: string, known: readonly string[], at: number): Said {
  const nearest = nearestWord(type, known);
  return {
    at,
    message: `CloudFormation has no ${type}.`,
    instead: nearest === undefined ? "Correct the type." : `Did you mean ${nearest}?`,
  };
}

function* inProperties(node: YamlNode, properties: Properties, { schema, at }: Looking): Generator<Said> {
  if (intrinsicOf(node) !== undefined) return;
  if (node.kind !== "map") {
    yield { at: node.at, message: "Properties with names belong here.", instead: "Write: Name: value" };
    return;
  }
  // `Fn::Transform` and the like bring properties that are not to be seen.
  if (node.entries.some(({ key }) => /^(?:Fn|Rain)::/.test(key))) return;
  for (const { key, keyAt, value } of node.entries) {
    const type = Object.hasOwn(properties, key) ? properties[key] : undefined;
    if (type === undefined) {
      const nearest = nearestWord(key, Object.keys(properties));
      yield {
        at: keyAt,
        message: `There is no property ${key} here, so that CloudFormation refuses it.`,
        instead: nearest === undefined ? "Remove it." : `Did you mean ${nearest}?`,
      };
    } else yield* inValue(value, type.replace(/^!?~?/, ""), { schema, at: keyAt, name: key });
  }
  const given = new Set(node.entries.map(({ key }) => key));
  for (const [name, type] of Object.entries(properties)) {
    if (!type.startsWith("!") || given.has(name)) continue;
    yield { at, message: `${name} is missing here, and must be given.`, instead: `Add ${name}.` };
  }
}

function* inValue(
  node: YamlNode,
  type: string,
  looking: Looking & { readonly name: string },
): Generator<Said> {
  const { schema, name, at } = looking;
  if (intrinsicOf(node) !== undefined || type === "j") return;
  if (type.startsWith("[")) {
    if (node.kind !== "list") yield wrong(node, name, "a list");
    else for (const item of node.items) yield* inValue(item, type.slice(1), { ...looking, at: item.at });
  } else if (type.startsWith("{")) {
    if (node.kind !== "map") yield wrong(node, name, "a map");
    else for (const { value } of node.entries) yield* inValue(value, type.slice(1), looking);
  } else if (type.startsWith("#")) {
    const properties = schema.types[Number(type.slice(1))];
    // A type without properties is described nowhere.
    if (properties !== undefined && Object.keys(properties).length > 0)
      yield* inProperties(node, properties, { schema, at });
  } else if (node.kind !== "scalar")
    yield wrong(node, name, { s: "text", n: "a number", b: "true or false" }[type.charAt(0)] ?? "a value");
  else yield* inScalar(node.text, type, { node, name });
}

const wrong = ({ at }: YamlNode, name: string, wanted: string): Said => ({
  at,
  message: `${name} wants ${wanted}.`,
  instead: `Write ${wanted} here.`,
});

function* inScalar(
  text: string,
  type: string,
  { node, name }: { readonly node: YamlNode; readonly name: string },
): Generator<Said> {
  const [letter, ...allowed] = type.split("|");
  if (letter === "n" && !/^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(text)) yield wrong(node, name, "a number");
  if (letter === "b" && !/^(?:true|false|yes|no|on|off)$/i.test(text))
    yield wrong(node, name, "true or false");
  if (letter !== "s" || allowed.length === 0 || allowed.includes(text)) return;
  const nearest = nearestWord(text, allowed);
  yield {
    at: node.at,
    message: `${name} cannot be ${text}.`,
    instead: nearest === undefined ? `It is one of ${allowed.join(", ")}.` : `Did you mean ${nearest}?`,
  };
}
