// What becomes of a template before CloudFormation looks at it: macros, modules and other programs write parts of it.

import { allMaps, entriesIn, scalarsOf, textAt, valueAt } from "../../yaml/look.ts";
import type { YamlNode } from "../../yaml/tree.ts";

/** Sections that the command line of AWS and Rain resolve when they package a template. */
const FOR_PACKAGING = new Set(["Modules", "Packages", "Constants", "Rain"]);
const SECTIONS = ["Parameters", "Rules", "Mappings", "Conditions", "Resources", "Outputs"];
const SERVERLESS = "AWS::Serverless";

/**
 * Whether parts of a template are written by something that is not to be seen here: a macro, an included file, a
 * module of the registry, or a program that packages it.
 */
export function isRewritten(root: YamlNode | undefined): boolean {
  const sections = [root, ...SECTIONS.map((section) => valueAt(root, section))];
  return (
    entriesIn(root).some(({ key }) => FOR_PACKAGING.has(key)) ||
    sections.some((section) => entriesIn(section).some(({ key }) => key === "Fn::Transform")) ||
    valueAt(root, "Transform")?.kind === "map" ||
    scalarsOf(valueAt(root, "Transform")).some(({ text }) => !text.startsWith("AWS::")) ||
    entriesIn(valueAt(root, "Resources")).some(({ value }) => isModule(valueAt(value, "Type")))
  );
}

const isModule = (type: YamlNode | undefined): boolean =>
  type !== undefined &&
  (type.kind !== "scalar" || type.tag?.startsWith("!") === true || type.text.endsWith("::MODULE"));

/** Whether a resource is one of the Serverless Application Model, of which CloudFormation gets several others. */
export const isServerless = (type: string): boolean => type.startsWith(`${SERVERLESS}::`);

/** Matches the names of what the Serverless Application Model and `Fn::ForEach` make in a section. */
export function generatedIn(section: YamlNode | undefined): readonly RegExp[] {
  return entriesIn(section).flatMap(({ key, value }) => {
    if (scalarsOf(valueAt(value, "Type")).some(({ text }) => isServerless(text)))
      return [new RegExp(`^(?:${["Serverless", key, ...queuesIn(value)].join("|")})`)];
    return isLoop(key) && value.kind === "list" ? namesOfLoop(value.items[2]) : [];
  });
}

/** Queues that it makes on the way. */
const queuesIn = (resource: YamlNode): readonly string[] =>
  allMaps(resource).flatMap((map) => textAt(map, "QueueLogicalId") ?? []);

function namesOfLoop(body: YamlNode | undefined): readonly RegExp[] {
  const own = entriesIn(body).map(
    ({ key }) => new RegExp(`^${key.replaceAll(/[$&]\{[^}]*\}/g, "\\w*").replaceAll("::", "")}$`),
  );
  return [...own, ...generatedIn(body)];
}

/** Whether a key is the function `Fn::ForEach::Name`. */
export const isLoop = (key: string): boolean => key.startsWith("Fn::ForEach::");
