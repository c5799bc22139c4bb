// What a described change comes to.

import type { TreeNode } from "../tree.ts";

export interface Rendered {
  /** Without semicolons. */
  readonly statements: readonly string[];
  /** What takes it back, where Liquibase knows that by itself. */
  readonly undo?: readonly string[];
}

/** `body` is the SQL that the change holds: that of a view, a procedure. */
export type Render = (node: TreeNode, body?: string) => Rendered;
