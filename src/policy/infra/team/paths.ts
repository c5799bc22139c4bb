// Which settings of a resource a condition in CEL looks at.

import type { ASTNode } from "@marcbachmann/cel-js";

/** Names below `self`, one after the other; empty where it looks at all of them. */
export type Path = readonly string[];

/** Every path that begins at `self`. A name that a loop brings and that is `self` as well counts for it. */
export function pathsIn(node: ASTNode): readonly Path[] {
  const path = pathOf(node);
  return path === undefined ? partsOf(node.args).flatMap(pathsIn) : [path];
}

/** `self.tags.owner` and `self["tags"]`; undefined for everything else. */
function pathOf(node: ASTNode): Path | undefined {
  if (node.op === "id") return node.args === "self" ? [] : undefined;
  if (node.op !== "." && node.op !== ".?" && node.op !== "[]" && node.op !== "[?]") return undefined;
  const [inner, key] = node.args;
  const path = pathOf(inner);
  const name = typeof key === "string" ? key : literalOf(key);
  return path === undefined || name === undefined ? undefined : [...path, name];
}

const literalOf = ({ op, args }: ASTNode): string | undefined =>
  op === "value" && typeof args === "string" ? args : undefined;

function partsOf(args: unknown): readonly ASTNode[] {
  if (Array.isArray(args)) return args.flatMap(partsOf);
  return typeof args === "object" && args !== null && "op" in args ? [args as ASTNode] : [];
}
