// Workflows and actions of GitHub as they are written: jobs, steps, and expressions with their places.

import type { Spot } from "../../rule.ts";
import { allScalars, entriesIn, itemsOf, placeInScalar, scalarsOf, valueAt } from "../../yaml/look.ts";
import type { YamlEntry, YamlMap, YamlNode, YamlScalar } from "../../yaml/tree.ts";
import type { PipelineFile } from "./files.ts";
import { triggersOf } from "./github.ts";

/** A workflow or an action. */
export interface Workflow {
  readonly root: YamlNode;
  readonly triggers: readonly string[];
  readonly jobs: readonly WorkflowJob[];
  /** Those of all jobs, or of the action. */
  readonly steps: readonly YamlMap[];
}

export interface WorkflowJob {
  readonly entry: YamlEntry;
  readonly map: YamlMap;
  readonly steps: readonly YamlMap[];
}

/** All workflows and, where `actions` is true, actions. */
export function workflowsOf(
  { definitions }: { readonly definitions: readonly PipelineFile[] },
  actions: boolean,
): readonly Workflow[] {
  return definitions.flatMap(({ kind, root }) => {
    if (root === undefined || kind === "gitlab" || (kind === "action" && !actions)) return [];
    const jobs = entriesIn(valueAt(root, "jobs")).flatMap((entry) =>
      entry.value.kind === "map"
        ? [{ entry, map: entry.value, steps: stepsIn(valueAt(entry.value, "steps")) }]
        : [],
    );
    const own = kind === "action" ? stepsIn(valueAt(root, "runs", "steps")) : [];
    const triggers = triggersOf(root).map(({ name }) => name);
    return [{ root, triggers, jobs, steps: [...jobs.flatMap(({ steps }) => steps), ...own] }];
  });
}

/** The steps of a list, with those that stand in groups there. */
const stepsIn = (node: YamlNode | undefined): readonly YamlMap[] =>
  itemsOf(node).flatMap((item) => (item.kind === "map" ? [item, ...stepsIn(valueAt(item, "parallel"))] : []));

/** `${{ … }}`, with what stands between and where it begins. */
export interface Expression {
  readonly text: string;
  readonly spot: Spot;
}

/** The expressions in a text. */
export const expressionsIn = (scalar: YamlScalar): readonly Expression[] =>
  [...scalar.text.matchAll(/\$\{\{(.*?)\}\}/gs)].map((match) => ({
    text: (match[1] ?? "").trim(),
    spot: { file: scalar.file, at: placeInScalar(scalar, match.index, match.index + match[0].length) },
  }));

/** The expressions anywhere below a node. */
export const expressionsBelow = (node: YamlNode | undefined): readonly Expression[] =>
  allScalars(node).flatMap(expressionsIn);

/** The name of the action that a step uses, without its version: `actions/checkout`. */
export function actionOf(step: YamlMap): string | undefined {
  const uses = valueAt(step, "uses");
  return uses?.kind === "scalar" ? uses.text.split("@")[0]?.toLowerCase() : undefined;
}

/** The scripts that a step runs. */
export const scriptsIn = (step: YamlMap): readonly YamlScalar[] => scalarsOf(valueAt(step, "run"));

/** Where a piece of a text first stands. */
export const pieceSpot = (scalar: YamlScalar, piece: RegExp): Spot => {
  const match = piece.exec(scalar.text);
  const from = match?.index ?? 0;
  return { file: scalar.file, at: placeInScalar(scalar, from, from + (match?.[0].length ?? 0)) };
};
