// The resources of a template as rules see them: each one with the parameters of every environment.

import { itemsOf, valueAt } from "../../yaml/look.ts";
import type { YamlNode } from "../../yaml/tree.ts";
import type { Value } from "../terraform/value.ts";
import { PRODUCTION, type Part, type Setting, type Thing } from "../thing.ts";
import { intrinsicOf } from "./intrinsic.ts";
import type { Template } from "./template.ts";

/** What the parameters of a template come to, by their names. */
export type Parameters = ReadonlyMap<string, Value>;

/** Every resource of a template, once for each file of parameters; with the defaults where there is none. */
export function templateThings(template: Template): readonly Thing[] {
  const defaults = defaultsOf(template);
  const sets = template.values.map(({ path, given }) => ({
    isProduction: PRODUCTION.test(path),
    parameters: new Map([
      ...defaults,
      ...given.map(({ name, value }): [string, Value] => [
        name,
        value.kind === "scalar" ? value.text : undefined,
      ]),
    ]),
  }));
  const all =
    sets.length > 0
      ? sets
      : [{ isProduction: PRODUCTION.test(template.file.path), parameters: new Map(defaults) }];
  return all.flatMap(({ isProduction, parameters }) =>
    template.resources.map(({ name, type, at, properties }) => ({
      type,
      name,
      isProduction,
      ...partOf(properties, { file: template.file.path, at }, parameters),
    })),
  );
}

/** The parameters of a template that have a default, with it. */
export const defaultsOf = ({ parameters }: Template): readonly (readonly [string, Value])[] =>
  parameters.flatMap(({ key, value }): readonly [string, Value][] => {
    const fallback = valueAt(value, "Default");
    return fallback?.kind === "scalar" ? [[key, fallback.text]] : [];
  });

const partOf = (node: YamlNode | undefined, spot: Part["spot"], parameters: Parameters): Part => ({
  spot,
  settings: (...path) => settingsIn(node, path, parameters),
  all: () => (node === undefined ? {} : valueOf(node, parameters)),
  inside: (name) =>
    itemsOf(valueAt(node, name)).map((item) => partOf(item, { file: item.file, at: item.at }, parameters)),
});

function settingsIn(
  node: YamlNode | undefined,
  [name, ...rest]: readonly string[],
  parameters: Parameters,
): readonly Setting[] {
  if (node === undefined) return [];
  if (name === undefined || intrinsicOf(node) !== undefined) {
    return [{ spot: { file: node.file, at: node.at }, value: valueOf(node, parameters) }];
  }
  return itemsOf(node).flatMap((item) => {
    const below = valueAt(item, name);
    return below === undefined ? [] : settingsIn(below, rest, parameters);
  });
}

/** What a node comes to. Of the functions, only a reference to a parameter is known. */
export function valueOf(node: YamlNode, parameters: Parameters): Value {
  const intrinsic = intrinsicOf(node);
  if (intrinsic !== undefined) {
    const { name, argument } = intrinsic;
    return name === "Ref" && argument.kind === "scalar" ? typed(parameters.get(argument.text)) : undefined;
  }
  if (node.kind === "list") return node.items.map((item) => valueOf(item, parameters));
  if (node.kind === "map") {
    return Object.fromEntries(node.entries.map(({ key, value }) => [key, valueOf(value, parameters)]));
  }
  return typed(node.text);
}

/** CloudFormation takes `"true"` and `"7"` for what they say. */
function typed(value: Value): Value {
  if (typeof value !== "string") return value;
  if (value === "true" || value === "false") return value === "true";
  return /^-?\d+(?:\.\d+)?$/.test(value) ? Number(value) : value;
}
