// Reads YAML and JSON as the tree that XML would be.

import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, type Node, type Scalar } from "yaml";

import type { TreeNode } from "./tree.ts";
import type { Unreadable } from "./xml.ts";

/** Lists that only hold together what stands in XML right below the element. */
const FLAT = new Set(["changes", "columns", "databaseChangeLog"]);

/** Lists that are one element with several in it. */
const WHOLE = new Set(["rollback", "preConditions", "and", "or", "not"]);

/** The root is the element `databaseChangeLog`. Every value is text. */
export function readData(text: string): TreeNode | Unreadable {
  const lines = new LineCounter();
  const document = parseDocument(text, { version: "1.1", intAsBigInt: true, lineCounter: lines });
  const [error] = document.errors;
  if (error) return { line: lines.linePos(error.pos[0]).line, why: error.message.split("\n")[0] ?? "" };
  const lineOf = (node: Node | null): number => lines.linePos(node?.range?.[0] ?? 0).line;
  const follow = (node: unknown): unknown => (isAlias(node) ? node.resolve(document) : node);

  const nodeFrom = (name: string, given: unknown): TreeNode => {
    const node = follow(given);
    const line = lineOf((given ?? null) as Node | null);
    const attributes = new Map<string, string>();
    const children: TreeNode[] = [];
    if (isScalar(node)) return { name, line, attributes, children, text: written(node) };
    if (isSeq(node)) children.push(...node.items.flatMap(itemsOf));
    for (const { key, value } of isMap(node) ? node.items : []) {
      const label = isScalar(key) ? String(key.value) : "";
      const held = follow(value);
      if (isScalar(held) && label !== "rollback") attributes.set(label, written(held));
      else if (FLAT.has(label) && isSeq(held)) children.push(...held.items.flatMap(itemsOf));
      else if (isSeq(held) && !WHOLE.has(label))
        children.push(...held.items.map((item) => nodeFrom(label, item)));
      else children.push(nodeFrom(label, value));
    }
    return { name, line, attributes, children, text: "" };
  };
  /** `- column: {…}` is the element `column`. */
  const itemsOf = (given: unknown): TreeNode[] => {
    const node = follow(given);
    if (!isMap(node)) return [];
    return node.items.map(({ key, value }) => nodeFrom(isScalar(key) ? String(key.value) : "", value));
  };
  const root = nodeFrom("", document.contents);
  if (isMap(document.contents) && document.contents.has("databaseChangeLog"))
    return nodeFrom("databaseChangeLog", document.contents.get("databaseChangeLog", true));
  return { line: root.line, why: "there is no databaseChangeLog" };
}

/** A value as Liquibase's own reader of YAML 1.1 would print it: `001` is `1`, `1.10` is `1.1`, `yes` is `true`. */
function written({ value, source = "" }: Scalar): string {
  if (typeof value === "number") {
    return Number.isInteger(value) && /[.e]/i.test(source) ? value.toFixed(1) : String(value);
  }
  // Liquibase takes `y` and `n` as names.
  if (typeof value === "boolean" && source.length === 1) return source;
  return typeof value === "string" || typeof value === "bigint" || typeof value === "boolean"
    ? String(value)
    : source;
}
