// What a describer is: from one statement's tree to the changes that the statement makes.

import type { Change } from "../../core/change.ts";
import type { Node } from "../tree.ts";
import type { Source } from "./source.ts";

/** By the node's name, such as `IndexStmt`. Each is only called with its own node. */
export type Describers = Readonly<Record<string, (node: Node, source: Source) => readonly Change[]>>;
