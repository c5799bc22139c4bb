// What a changeset says of changing the SQL that its changes come to.

import { isForPostgres } from "./change-set.ts";
import type { BadEntry } from "./entry.ts";
import { childrenOf, valueOf, type TreeNode } from "./tree.ts";

export interface Modifying {
  /** What Liquibase's checksum is of; undefined where that is not certain. */
  readonly visitors: readonly string[] | undefined;
  /** Undefined where nothing is changed for PostgreSQL. */
  readonly modify: ((statement: string) => string) | undefined;
  readonly bad: readonly BadEntry[];
}

/** All elements `modifySql` of a changeset. Those for other databases count for nothing. */
export function modifyingIn(changeSet: TreeNode): Modifying {
  const blocks = childrenOf(changeSet, "modifySql");
  const own = blocks.filter((block) => isForPostgres(valueOf(block, "dbms") ?? ""));
  const visitors = own.flatMap((block) => visitorsOf(block).map((visitor) => visitorText(block, visitor)));
  const steps = own.flatMap(visitorsOf);
  const unknown = steps.filter(({ name }) => name !== "append" && name !== "prepend");
  return {
    visitors: visitors.every((each) => each !== undefined) ? visitors : undefined,
    modify: steps.length === 0 ? undefined : (statement) => steps.reduce(modified, statement),
    bad: unknown.map(({ name, line }) => ({
      ...{
        kind: "bad",
        line,
        what: `\`${name}\` changes SQL as Liquibase writes it, which is not written here.`,
      },
      remedy: "Write what comes of it as a changeset of SQL with the same id.",
    })),
  };
}

const visitorsOf = (block: TreeNode): readonly TreeNode[] =>
  block.children.filter(({ name }) => /^(?:append|prepend|replace|regExpReplace)$/.test(name));

function modified(statement: string, visitor: TreeNode): string {
  const value = valueOf(visitor, "value") ?? "";
  return visitor.name === "append" ? statement + value : value + statement;
}

/** Contexts and labels choose anew which of them count. */
function visitorText(block: TreeNode, visitor: TreeNode): string | undefined {
  if (["context", "contextFilter", "labels"].some((key) => valueOf(block, key) !== undefined))
    return undefined;
  const applies = valueOf(block, "applyToRollback")?.toLowerCase() === "true";
  const fields = new Map([...visitor.attributes, ["applyToRollback", String(applies)]]);
  const lines = [...fields].map(([key, value]) => `    ${key}="${value}"`).toSorted();
  return `${visitor.name}:[\n${lines.join("\n")}\n]`;
}
