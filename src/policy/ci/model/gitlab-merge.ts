// A definition of GitLab as it is once includes, `extends`, `default` and `!reference` have been followed.

import { entriesIn, entryOf, itemsOf, scalarsOf, textAt, valueAt } from "../../yaml/look.ts";
import type { YamlEntry, YamlMap, YamlNode } from "../../yaml/tree.ts";
import type { PipelineFile } from "./files.ts";

/** Includes and `extends` go no deeper than this at GitLab either. */
const DEPTH_MAX = 11;

/** The paths of the project that a definition includes. */
export function includedPaths(root: YamlNode | undefined): readonly string[] {
  return itemsOf(valueAt(root, "include")).flatMap((item) => {
    const path = item.kind === "scalar" ? item.text : textAt(item, "local");
    return path === undefined || path.includes("://") ? [] : [path.replace(/^\//, "")];
  });
}

/** All top entries: what the file writes stands over what it includes. */
export function topEntries(
  root: YamlNode | undefined,
  files: ReadonlyMap<string, PipelineFile>,
  depth = 0,
): readonly YamlEntry[] {
  const included =
    depth >= DEPTH_MAX
      ? []
      : includedPaths(root).flatMap((path) => topEntries(files.get(path)?.root, files, depth + 1));
  return overlaid(included, entriesIn(root), { deep: true });
}

/** A job with everything that it extends and all defaults; scripts hold no references any more. */
export function wholeJob(map: YamlMap, top: readonly YamlEntry[], depth = 0): YamlMap {
  const names = scalarsOf(valueAt(map, "extends")).map(({ text }) => text);
  const bases = names.flatMap((name) => top.find(({ key }) => key === name)?.value ?? []);
  const extended = bases.reduce<readonly YamlEntry[]>((entries, base) => {
    if (base.kind !== "map") return entries;
    const whole = depth >= DEPTH_MAX ? base : wholeJob(base, top, depth + 1);
    return overlaid(entries, whole.entries, { deep: true });
  }, []);
  const entries = overlaid(extended, map.entries, { deep: true });
  return { ...map, entries: entries.map((entry) => ({ ...entry, value: referred(entry.value, top, 0) })) };
}

/** What every job has unless it says otherwise. */
export function withDefaults(map: YamlMap, top: readonly YamlEntry[]): YamlMap {
  const defaults = entriesIn(top.find(({ key }) => key === "default")?.value);
  return { ...map, entries: overlaid(defaults, map.entries, { deep: false }) };
}

/** Later entries win; maps are laid over each other where `deep` says so. */
function overlaid(
  below: readonly YamlEntry[],
  above: readonly YamlEntry[],
  { deep }: { readonly deep: boolean },
): readonly YamlEntry[] {
  const found = new Map(below.map((entry) => [entry.key, entry]));
  for (const entry of above) {
    const old = found.get(entry.key)?.value;
    const { value } = entry;
    const both =
      deep && old?.kind === "map" && value.kind === "map"
        ? { ...value, entries: overlaid(old.entries, value.entries, { deep }) }
        : value;
    found.set(entry.key, { ...entry, value: both });
  }
  return [...found.values()];
}

/** `!reference [job, script]` becomes what stands there. */
function referred(node: YamlNode, top: readonly YamlEntry[], depth: number): YamlNode {
  if (node.kind !== "list" || depth >= DEPTH_MAX) return node;
  if (node.tag === "!reference") {
    const [first, ...keys] = scalarsOf(node).map(({ text }) => text);
    const start = top.find(({ key }) => key === first)?.value;
    const found = keys.reduce<YamlNode | undefined>((at, key) => entryOf(at, key)?.value, start);
    return found === undefined ? node : referred(found, top, depth + 1);
  }
  return { ...node, items: node.items.map((item) => referred(item, top, depth + 1)) };
}
