// A block of Terraform's own language with another shape than it has.

import { nearestWord } from "../../../../core/nearest-word.ts";
import type { PolicyRule, Report } from "../../../rule.ts";
import type { Infra } from "../../subject.ts";
import type { Block } from "../../terraform/hcl/tree.ts";
import { attributeOf, blocksOf } from "../../terraform/module.ts";
import { typeOf } from "../../terraform/type.ts";
import { INNER, OUTER, type Shape } from "./shapes.ts";

export const rule: PolicyRule<Infra> = {
  name: "terraform-block",
  class: "hazard",
  severity: "error",
  about: "a block of Terraform's own language with another shape than it has",
  *check({ terraform: { modules } }) {
    for (const { path, hcl } of modules.flatMap(({ files }) => files)) {
      const reports = hcl.body.blocks.flatMap((block) => [...misfitsOf(block, isOverride(path))]);
      for (const { at, ...said } of reports) yield { spot: { file: path, at }, ...said };
    }
  },
};

/** An override file gives a part of what another file declares. */
const isOverride = (path: string): boolean => /(?:^|[/_])override\.tf$/.test(path);

type Said = Omit<Report, "spot"> & { readonly at: number };

function* misfitsOf(block: Block, isPart: boolean): Generator<Said> {
  const shape = shapeOf(OUTER, block.type);
  if (shape === undefined) {
    const instead = correction(block.type, Object.keys(OUTER));
    yield { at: block.at, message: `Terraform knows no block ${block.type}.`, instead };
    return;
  }
  const { labels } = block;
  if (labels.length !== shape.labels.length) {
    const wanted = [block.type, ...shape.labels.map((label) => `"${label}"`)].join(" ");
    const message = `A block ${block.type} has ${countOf(shape.labels.length)}, and this one ${labels.length}.`;
    yield { at: block.at, message, instead: `Write ${wanted} { … }.` };
    return;
  }
  yield* contentsOf(block, shape, isPart);
  for (const lifecycle of blocksOf(block, "lifecycle")) yield* contentsOf(lifecycle, INNER.lifecycle, true);
}

function* contentsOf(block: Block, shape: Shape, isPart: boolean): Generator<Said> {
  const { attributes, blocks } = block.body;
  const known = shape.takes;
  const others = known === undefined ? [] : [...attributes.map(named), ...blocks.map(named)];
  for (const { name, at } of others) {
    if (known === undefined || known.includes(name)) continue;
    const message = `A block ${block.type} takes no ${name}, so that Terraform refuses it.`;
    yield { at, message, instead: correction(name, known) };
  }
  if (shape.needs !== undefined && !isPart && attributeOf(block, shape.needs) === undefined) {
    const message = `A block ${block.type} needs ${shape.needs}, and this one has none.`;
    yield { at: block.at, message, instead: `Add ${shape.needs}.` };
  }
  const type = block.type === "variable" ? attributeOf(block, "type") : undefined;
  if (type !== undefined && typeOf(type.value) === undefined) {
    const instead = "Write string, number, bool, list(…), set(…), map(…), tuple([…]), object({…}) or any.";
    yield { at: type.at, message: "This is no type of Terraform.", instead };
  }
}

const named = ({ at, ...one }: { readonly at: number; readonly name?: string; readonly type?: string }) => ({
  at,
  name: one.name ?? one.type ?? "",
});

const shapeOf = (shapes: Readonly<Record<string, Shape>>, type: string): Shape | undefined =>
  Object.hasOwn(shapes, type) ? shapes[type] : undefined;

function correction(name: string, known: readonly string[]): string {
  const nearest = nearestWord(name, known);
  return nearest === undefined ? "Remove it, or correct its name." : `Did you mean ${nearest}?`;
}

const countOf = (count: number): string =>
  count === 0 ? "no names behind it" : count === 1 ? "one name behind it" : `${count} names behind it`;
