// What stands in a changelog, in its order: changesets, properties, and other changelogs that it takes in.

import type { ChangeSet } from "./change-set.ts";
import type { TreeNode } from "./tree.ts";

interface Placed {
  /** From 1. */
  readonly line: number;
}

/** A value that is put in for `${name}` in what follows. */
export interface PropertyEntry extends Placed {
  readonly kind: "property";
  readonly name: string;
  readonly value: string;
  readonly dbms: string;
  readonly contexts: readonly string[];
  readonly labels: readonly string[];
  /** False where it holds in its own file alone. */
  readonly global: boolean;
}

/** What is said once for all changesets in it. */
export interface Scope {
  readonly contexts: readonly string[];
  readonly labels: readonly string[];
  /** True where none of them is to be run. */
  readonly ignored: boolean;
}

/** Properties in a file of their own. */
export interface PropertiesEntry extends Placed {
  readonly kind: "properties";
  readonly file: string;
  readonly relative: boolean;
}

/** One changelog, or all in a folder. */
export interface IncludeEntry extends Placed {
  readonly kind: "include" | "includeAll";
  readonly path: string;
  readonly relative: boolean;
  /** Of all that it takes in. */
  readonly scope: Scope;
  /** Only files whose names end with this; empty for all. */
  readonly endsWith: string;
  readonly logicalFilePath: string;
}

/** A changeset whose `${name}` are not replaced yet. */
export interface ChangeSetEntry extends Placed {
  readonly kind: "changeset";
  readonly changeSet: ChangeSet;
}

/** A changeset of XML, YAML or JSON, read once its `${name}` are replaced. */
export interface NodeEntry extends Placed {
  readonly kind: "node";
  readonly node: TreeNode;
  /** The path of its changelog in the table. */
  readonly path: string;
  /** Of its changelog. */
  readonly scope: Scope;
  /** How its changelog has names quoted; empty where it does not say. */
  readonly quoting: string;
}

/** Something that cannot be taken over. */
export interface BadEntry extends Placed {
  readonly kind: "bad";
  readonly what: string;
  readonly remedy: string;
}

/** What holds in one that stands in another. */
export const joinedScope = (outer: Scope, inner: Scope): Scope => ({
  contexts: [...outer.contexts, ...inner.contexts],
  labels: [...outer.labels, ...inner.labels],
  ignored: outer.ignored || inner.ignored,
});

export type Entry = PropertyEntry | PropertiesEntry | IncludeEntry | ChangeSetEntry | NodeEntry | BadEntry;
