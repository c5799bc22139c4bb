// New values of enum types: PostgreSQL refuses to use one before the transaction that added it has committed.

import type { Statement } from "../core/statement.ts";
import { namesOf, stringsIn } from "./tree.ts";
import type { Node } from "./tree.ts";

/** A statement and its node. */
export interface EnumUser {
  readonly node: Node;
  readonly statement: Pick<Statement, "copyData">;
}

interface Addition {
  readonly index: number;
  readonly value: string;
}

/** Where a value is added, and where in the file it is first used; both are indexes of statements. */
export interface EnumUse {
  readonly addedAt: number;
  readonly usedAt: number;
}

/** Watches the statements of a file, which must be shown to it one by one in their order. */
export interface EnumWatch {
  see(user: EnumUser): void;
  readonly uses: readonly EnumUse[];
}

/**
 * Finds the ALTER TYPE … ADD VALUE statements whose value a later statement of the same file seems to use. A type
 * that the file itself creates is left out: its values may be used at once. A constant that happens to read the
 * same counts as a use, because a needless commit is better than an error.
 */
export function watchEnums(): EnumWatch {
  const created = new Set<string>();
  const waiting = new Set<Addition>();
  const uses: EnumUse[] = [];
  let index = -1;
  const see = (user: EnumUser): void => {
    index += 1;
    for (const addition of waiting.size === 0 ? [] : usedBy(user, waiting)) {
      waiting.delete(addition);
      uses.push({ addedAt: addition.index, usedAt: index });
    }
    const { node } = user;
    if ("CreateEnumStmt" in node) created.add(enumNameOf(node.CreateEnumStmt.typeName));
    if (!("AlterEnumStmt" in node) || node.AlterEnumStmt.oldVal !== undefined) return;
    if (created.has(enumNameOf(node.AlterEnumStmt.typeName))) return;
    waiting.add({ index, value: node.AlterEnumStmt.newVal ?? "" });
  };
  return { see, uses };
}

/** The name of a type without its schema. */
const enumNameOf = (typeName: readonly Node[] | undefined): string => namesOf(typeName).at(-1) ?? "";

function usedBy({ node, statement }: EnumUser, waiting: ReadonlySet<Addition>): readonly Addition[] {
  const strings = stringsIn(node);
  return [...waiting].filter(
    ({ value }) =>
      strings.some((text) => holdsValue(text, value)) || statement.copyData?.includes(value) === true,
  );
}

/** The value itself, quoted inside a function's body, or inside the text of an array or a row. */
function holdsValue(text: string, value: string): boolean {
  if (text === value) return true;
  if (/^\s*[{(]/.test(text)) return text.includes(value);
  return text.includes(`'${value.replaceAll("'", "''")}'`);
}
