// The functions of CloudFormation, in their short and their long form, and what they refer to.

import { itemsOf, placeInScalar } from "../../yaml/look.ts";
import type { YamlNode } from "../../yaml/tree.ts";
import { isLoop } from "./rewriting.ts";

/** `!GetAtt A.b` and `{"Fn::GetAtt": ["A", "b"]}` are the same. */
export interface Intrinsic {
  /** `Ref`, `Condition`, `GetAtt`, `Sub` and so on, without `Fn::`. */
  readonly name: string;
  readonly argument: YamlNode;
}

export function intrinsicOf(node: YamlNode): Intrinsic | undefined {
  if (node.tag?.startsWith("!") === true) return { name: node.tag.slice(1), argument: node };
  if (node.kind !== "map" || node.entries.length !== 1) return undefined;
  const [entry] = node.entries;
  if (entry === undefined) return undefined;
  if (entry.key === "Ref") return { name: "Ref", argument: entry.value };
  // `Rain::` stands before the functions of a program that packages templates.
  const [, name] = /^(?:Fn|Rain)::(.*)$/.exec(entry.key) ?? [];
  return name === undefined ? undefined : { name, argument: entry.value };
}

export interface Reference {
  readonly kind: "any" | "resource" | "condition" | "mapping";
  readonly name: string;
  /** Of `GetAtt`, and of `${Name.attribute}` in `Sub`. */
  readonly attribute?: string;
  readonly at: number;
}

/** Everything that a node and what is in it refers to. */
export function* referencesIn(node: YamlNode | undefined): Generator<Reference> {
  if (node === undefined) return;
  const intrinsic = intrinsicOf(node);
  if (intrinsic !== undefined) yield* ofIntrinsic(intrinsic, node);
  if (node.kind === "list") for (const item of node.items) yield* referencesIn(item);
  if (node.kind === "map") {
    for (const { key, value } of node.entries) yield* isLoop(key) ? inLoop(value) : referencesIn(value);
  }
}

/** `[NAME, LIST, BODY]`: the name stands for an element of the list, and names can be put together with it. */
function* inLoop(loop: YamlNode): Generator<Reference> {
  const [named] = itemsOf(loop);
  const bound = named?.kind === "scalar" ? named.text : "";
  for (const item of itemsOf(loop).slice(1)) {
    for (const reference of referencesIn(item)) {
      if (reference.name !== bound && !/[$&]\{/.test(reference.name)) yield reference;
    }
  }
}

function* ofIntrinsic({ name, argument }: Intrinsic, node: YamlNode): Generator<Reference> {
  const [first, second] = itemsOf(argument);
  const text = first?.kind === "scalar" ? first.text : undefined;
  if (first === undefined || text === undefined) return;
  // A name that another function gives is not known.
  if (first !== node && first.tag?.startsWith("!") === true) return;
  const { at } = first;
  if (name === "Ref" || name === "ValueOf") yield { kind: "any", name: text, at };
  else if (name === "Condition" || name === "If") yield { kind: "condition", name: text, at };
  else if (name === "FindInMap") yield { kind: "mapping", name: text, at };
  else if (name === "Sub") yield* inText(first, second);
  else if (name === "GetAtt") {
    const [resource = "", ...rest] = argument.kind === "list" ? [text] : text.split(".");
    const attribute =
      argument.kind === "list" ? (second?.kind === "scalar" ? second.text : undefined) : rest.join(".");
    yield { kind: "resource", name: resource, at, ...(attribute === undefined ? {} : { attribute }) };
  }
}

/** `${Name}` and `${Name.attribute}`; not `${!text}`, and not what the map beside the text explains. */
function* inText(text: YamlNode, names: YamlNode | undefined): Generator<Reference> {
  if (text.kind !== "scalar") return;
  const explained = new Set(names?.kind === "map" ? names.entries.map(({ key }) => key) : []);
  for (const match of text.text.matchAll(/\$\{([^!}][^}]*)\}/g)) {
    const [whole, inner = ""] = match;
    const [name = "", ...rest] = inner.trim().split(".");
    if (explained.has(inner.trim())) continue;
    const at = placeInScalar(text, match.index, match.index + whole.length);
    yield rest.length === 0
      ? { kind: "any", name, at }
      : { kind: "resource", name, attribute: rest.join("."), at };
  }
}
