// What the expressions of a module refer to, and where.

import type { Spot } from "../../rule.ts";
import type { TerraformModule } from "./module.ts";
import { partsOf, type Block, type Expression } from "./hcl/tree.ts";

/** One reference: `var.size`, `aws_vpc.main`, `data.aws_region.here`, `module.key`. */
export interface Reference {
  readonly name: string;
  /** What is asked of it: `id`; absent where it is taken whole or through an index. */
  readonly attribute?: string;
  readonly spot: Spot;
  /** The block that it stands in, at the top of the file. */
  readonly block: Block;
  /** True for a word alone, which refers to nothing. */
  readonly isBare?: true;
}

interface Walk {
  readonly file: string;
  readonly block: Block;
  /** Names that loops and dynamic blocks bring. */
  readonly bound: ReadonlySet<string>;
}

/** Roots that always have a meaning, and belong to no declaration. */
const GIVEN = new Set(["each", "count", "self", "path", "terraform", "tofu"]);
/** Roots after which a type and a name come. */
const OF_TYPES = new Set(["data", "ephemeral", "action"]);
/** Arguments that hold addresses or types instead of values. */
const NO_VALUES: Readonly<Record<string, ReadonlySet<string>>> = {
  variable: new Set(["type"]),
  output: new Set(["type"]),
  resource: new Set(["provider"]),
  data: new Set(["provider"]),
  ephemeral: new Set(["provider"]),
  action: new Set(["provider"]),
  provisioner: new Set(["when", "on_failure"]),
  action_trigger: new Set(["events"]),
  // Names of attributes of the resource itself.
  lifecycle: new Set(["ignore_changes"]),
  dynamic: new Set(["iterator"]),
  module: new Set(["providers"]),
  moved: new Set(["from", "to"]),
  import: new Set(["to", "provider"]),
  removed: new Set(["from"]),
};

/** Those among them that stand at the top of a file. */
const TOP = new Set([
  "variable",
  "output",
  "resource",
  "data",
  "ephemeral",
  "action",
  "module",
  "moved",
  "import",
  "removed",
]);

export function referencesIn(module: TerraformModule): readonly Reference[] {
  return module.files.flatMap(({ path, hcl }) =>
    hcl.body.blocks.flatMap((block) => [...inBlock(block, { file: path, block, bound: new Set() })]),
  );
}

function* inBlock(block: Block, walk: Walk): Generator<Reference> {
  const within = block.type === "dynamic" ? withNames(walk, [iteratorOf(block)]) : walk;
  const passedOver = (block === walk.block) === TOP.has(block.type) ? NO_VALUES[block.type] : undefined;
  // What Terraform itself is told is plain text and names of its own.
  if (walk.block.type === "terraform") return;
  for (const { name, value } of block.body.attributes) {
    if (passedOver?.has(name) !== true) yield* inExpression(value, within);
  }
  for (const inner of block.body.blocks) yield* inBlock(inner, within);
}

function iteratorOf(block: Block): string {
  const named = block.body.attributes.find(({ name }) => name === "iterator")?.value;
  return named?.kind === "name" ? named.name : (block.labels[0]?.text ?? "");
}

const withNames = (walk: Walk, names: readonly string[]): Walk => ({
  ...walk,
  bound: new Set([...walk.bound, ...names]),
});

function* inExpression(expression: Expression, walk: Walk): Generator<Reference> {
  const chain = chainOf(expression);
  if (chain !== undefined) {
    for (const key of chain.keys) yield* inExpression(key, walk);
    const reference = referenceOf(chain, walk);
    if (reference !== undefined) yield reference;
    return;
  }
  if (expression.kind === "loop") {
    yield* inExpression(expression.over, walk);
    for (const operand of expression.operands)
      yield* inExpression(operand, withNames(walk, expression.names));
    return;
  }
  const within = expression.kind === "template" ? withNames(walk, expression.names) : walk;
  for (const part of partsOf(expression)) yield* inExpression(part, within);
}

/** A name and what is asked of it, one after the other. An index or a splat stands as `undefined`. */
interface Chain {
  readonly root: string;
  readonly steps: readonly (string | undefined)[];
  readonly keys: readonly Expression[];
  readonly at: number;
}

function chainOf(expression: Expression): Chain | undefined {
  if (expression.kind === "name") return { root: expression.name, steps: [], keys: [], at: expression.at };
  if (expression.kind !== "get" && expression.kind !== "index" && expression.kind !== "splat")
    return undefined;
  const inner = chainOf(expression.of);
  if (inner === undefined) return undefined;
  if (expression.kind === "get") return { ...inner, steps: [...inner.steps, expression.name] };
  const keys = expression.kind === "index" ? [...inner.keys, expression.key] : inner.keys;
  return { ...inner, keys, steps: [...inner.steps, undefined] };
}

/** `resource.aws_vpc.main` is `aws_vpc.main`. */
function withoutResource(chain: Chain): Chain {
  const [root, ...steps] = chain.steps;
  return chain.root === "resource" && root !== undefined ? { ...chain, root, steps } : chain;
}

function referenceOf(chain: Chain, walk: Walk): Reference | undefined {
  const { root, steps, at } = withoutResource(chain);
  const { file, block, bound } = walk;
  if (bound.has(root) || GIVEN.has(root)) return undefined;
  const place = { spot: { file, at }, block };
  if (steps[0] === undefined) return { name: root, isBare: true, ...place };
  const length = OF_TYPES.has(root) ? 2 : 1;
  const name = [root, ...steps.slice(0, length)].join(".");
  // `.0` is an index of old.
  const [attribute] = steps.slice(length).filter((step) => step !== undefined && !/^\d+$/.test(step));
  return { name, ...(attribute === undefined ? {} : { attribute }), ...place };
}
