// Looking into a tree of YAML: the value of a key, the items of a list, the text of a scalar, and where a piece of it is.

import type { Spot } from "../rule.ts";
import type { YamlEntry, YamlMap, YamlNode, YamlScalar } from "./tree.ts";

/** Where a node stands. */
export const spotOf = ({ file, at }: YamlNode): Spot => ({ file, at });

/** Where the key of an entry stands. */
export const keySpot = ({ keyAt, value }: YamlEntry): Spot => ({ file: value.file, at: keyAt });

/** The entry of a key; undefined where there is none, or where the node is no map. */
export const entryOf = (node: YamlNode | undefined, key: string): YamlEntry | undefined =>
  node?.kind === "map" ? node.entries.find((entry) => entry.key === key) : undefined;

/** The value below one key after the other. */
export const valueAt = (node: YamlNode | undefined, ...keys: readonly string[]): YamlNode | undefined =>
  keys.reduce<YamlNode | undefined>((found, key) => entryOf(found, key)?.value, node);

/** The entries of a map; none of anything else. */
export const entriesIn = (node: YamlNode | undefined): readonly YamlEntry[] =>
  node?.kind === "map" ? node.entries : [];

/** The items of a list; anything else is a list of itself. */
export function itemsOf(node: YamlNode | undefined): readonly YamlNode[] {
  if (node === undefined) return [];
  return node.kind === "list" ? node.items : [node];
}

/** The text of a scalar below some keys; undefined where there is something else or nothing. */
export function textAt(node: YamlNode | undefined, ...keys: readonly string[]): string | undefined {
  const found = valueAt(node, ...keys);
  return found?.kind === "scalar" && found.text !== "" ? found.text : undefined;
}

/** The texts of a scalar, or of all scalars of a list, with where they stand; lists in lists are gone into. */
export function scalarsOf(node: YamlNode | undefined): readonly YamlScalar[] {
  return itemsOf(node).flatMap((item) => {
    if (item.kind === "scalar") return [item];
    return item.kind === "list" ? scalarsOf(item) : [];
  });
}

/** Every scalar below a node, itself included. */
export function allScalars(node: YamlNode | undefined): readonly YamlScalar[] {
  if (node === undefined) return [];
  if (node.kind === "scalar") return [node];
  if (node.kind === "list") return node.items.flatMap(allScalars);
  return node.entries.flatMap(({ value }) => allScalars(value));
}

/** Every map below a node, itself included. */
export function allMaps(node: YamlNode | undefined): readonly YamlMap[] {
  if (node === undefined || node.kind === "scalar") return [];
  if (node.kind === "list") return node.items.flatMap(allMaps);
  return [node, ...node.entries.flatMap(({ value }) => allMaps(value))];
}

/**
 * Where the piece of a scalar's text between two indexes stands in the file: at the same one of its occurrences
 * there. A piece that is written in another way there, such as over two lines, is said to stand where the scalar does.
 */
export function placeInScalar({ text, source, at }: YamlScalar, from: number, to: number): number {
  const piece = text.slice(from, to);
  let index = source.indexOf(piece);
  for (
    let before = text.indexOf(piece);
    before !== -1 && before < from;
    before = text.indexOf(piece, before + 1)
  ) {
    index = source.indexOf(piece, index + 1);
  }
  return index === -1 || piece === "" ? at : at + index;
}

/** Where the line of an index ends. The rest of a line names a place better than a word that stands there often. */
export function lineEnd(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return end === -1 ? text.length : end;
}
