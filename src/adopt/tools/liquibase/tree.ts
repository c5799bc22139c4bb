// A changelog of XML, YAML or JSON as one tree, whichever of them it is written in.

import { expanded, type Values } from "./parameters.ts";

export interface TreeNode {
  readonly name: string;
  /** From 1. */
  readonly line: number;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly TreeNode[];
  /** What stands between its tags, or in its place. */
  readonly text: string;
}

/** A value of the node, as attribute or as a child of that name; undefined where neither is there. */
export const valueOf = (node: TreeNode, name: string): string | undefined =>
  node.attributes.get(name) ?? childOf(node, name)?.text;

export const childOf = ({ children }: TreeNode, name: string): TreeNode | undefined =>
  children.find((child) => child.name === name);

export const childrenOf = ({ children }: TreeNode, name: string): readonly TreeNode[] =>
  children.filter((child) => child.name === name);

/** The same with its `${name}` replaced. */
export const expandedNode = (node: TreeNode, values: Values): TreeNode => ({
  ...{ name: node.name, line: node.line, text: expanded(node.text, values) },
  attributes: new Map([...node.attributes].map(([name, value]) => [name, expanded(value, values)])),
  children: node.children.map((child) => expandedNode(child, values)),
});
