// YAML as a tree in which every node knows where it stands in the text.

import { isAlias, isMap, isScalar, isSeq, parseAllDocuments, type Document, type Node } from "yaml";

import type { PolicyFile } from "../rule.ts";

/** A node. `at` is the UTF-16 index at which it begins, `end` the one behind it. */
export type YamlNode = YamlMap | YamlList | YamlScalar;

interface Placed {
  /** Path of the file that it is in. */
  readonly file: string;
  readonly at: number;
  readonly end: number;
  /** `!reference`, where there is one. */
  readonly tag?: string;
}

export interface YamlEntry {
  readonly key: string;
  readonly keyAt: number;
  readonly value: YamlNode;
}

export interface YamlMap extends Placed {
  readonly kind: "map";
  /** In their order; what `<<` brings along stands behind what is written out. */
  readonly entries: readonly YamlEntry[];
}

export interface YamlList extends Placed {
  readonly kind: "list";
  readonly items: readonly YamlNode[];
}

export interface YamlScalar extends Placed {
  readonly kind: "scalar";
  /** The value as text; empty for nothing. */
  readonly text: string;
  readonly value: unknown;
  /** As it is written in the file. */
  readonly source: string;
}

/** What makes a file unreadable as YAML. */
export interface YamlError {
  readonly at: number;
  readonly message: string;
}

export interface YamlFile {
  /** One for each document; most files have one. */
  readonly documents: readonly YamlNode[];
  readonly errors: readonly YamlError[];
}

/** Aliases can refer to each other; deeper than this nobody writes. */
const DEPTH_MAX = 100;
/** A few aliases of aliases are enough for more nodes than fit into memory. */
const NODES_MAX = 200_000;

/** Reads a file. What cannot be read comes as errors; the documents are there as far as they can be. */
export function readYaml({ path, text }: PolicyFile): YamlFile {
  const documents = parseAllDocuments(text, { prettyErrors: false, merge: true, logLevel: "silent" });
  const parsed: readonly Document[] = "empty" in documents ? [] : documents;
  const budget = { left: NODES_MAX };
  return {
    documents: parsed.flatMap(
      (document) => nodeOf(document.contents, { document, text, depth: 0, budget, file: path }) ?? [],
    ),
    errors: parsed.flatMap(({ errors }) => errors.map(({ pos: [at], message }) => ({ at, message }))),
  };
}

interface Reading {
  readonly file: string;
  readonly document: Document;
  readonly text: string;
  readonly depth: number;
  /** How many nodes may still be made; what is beyond is left out. */
  readonly budget: { left: number };
}

function nodeOf(found: unknown, reading: Reading): YamlNode | undefined {
  const below = { ...reading, depth: reading.depth + 1 };
  if (reading.depth > DEPTH_MAX || reading.budget.left-- <= 0) return undefined;
  if (isAlias(found)) return nodeOf(found.resolve(reading.document), below);
  if (isMap(found))
    return { kind: "map", ...placeOf(found, reading), entries: entriesOf(found.items, below) };
  if (isSeq(found)) {
    return {
      kind: "list",
      ...placeOf(found, reading),
      items: found.items.flatMap((item) => nodeOf(item, below) ?? []),
    };
  }
  if (!isScalar(found)) return undefined;
  const place = placeOf(found, reading);
  const { value } = found;
  const text = value === null || value === undefined ? "" : (found.source ?? "");
  return { kind: "scalar", ...place, text, value, source: reading.text.slice(place.at, place.end) };
}

function placeOf({ range, tag }: Node, { file }: Reading): Placed {
  const [at = 0, end = at] = range ?? [];
  return { file, at, end, ...(tag === undefined ? {} : { tag }) };
}

type Pairs = readonly { readonly key: unknown; readonly value: unknown }[];

/** What is written out wins over what is merged in. */
function entriesOf(pairs: Pairs, reading: Reading): readonly YamlEntry[] {
  const own: YamlEntry[] = [];
  const merged: YamlEntry[] = [];
  for (const pair of pairs) {
    const key = nodeOf(pair.key, reading);
    if (key?.kind !== "scalar") continue;
    const value = nodeOf(pair.value, reading) ?? emptyBehind(key);
    if (key.text === "<<") merged.push(...mapsIn(value).flatMap(({ entries }) => entries));
    else own.push({ key: key.text, keyAt: key.at, value });
  }
  const known = new Set(own.map(({ key }) => key));
  return [...own, ...merged.filter(({ key }) => !known.has(key))];
}

const emptyBehind = ({ file, end }: YamlScalar): YamlScalar => ({
  kind: "scalar",
  file,
  at: end,
  end,
  text: "",
  value: null,
  source: "",
});

const mapsIn = (node: YamlNode): readonly YamlMap[] => {
  if (node.kind === "map") return [node];
  return node.kind === "list" ? node.items.filter((item) => item.kind === "map") : [];
};
