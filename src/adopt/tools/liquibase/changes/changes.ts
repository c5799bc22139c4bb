// Every change that Liquibase describes in words of its own, as SQL.

import type { TreeNode } from "../tree.ts";
import { CONSTRAINTS } from "./constraints.ts";
import { OBJECTS } from "./objects.ts";
import type { Render, Rendered } from "./rendered.ts";
import { ROWS } from "./rows.ts";
import { TABLES } from "./tables.ts";

const nothing: Render = () => ({ statements: [], undo: [] });

const ALL = new Map<string, Render>(
  Object.entries({
    ...{ ...TABLES, ...CONSTRAINTS, ...OBJECTS, ...ROWS },
    ...{ tagDatabase: nothing, empty: nothing, output: nothing },
  }),
);

/** What a change does, undefined for one that is not known. `body` is the SQL that it holds. */
export const render = (node: TreeNode, body?: string): Rendered | undefined =>
  ALL.get(node.name)?.(node, body);
