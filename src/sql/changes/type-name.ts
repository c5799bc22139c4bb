// Types as a statement names them, under the names that PostgreSQL's catalogs give them.

import type { Node, TypeName as TypeNode } from "libpg-query";

import type { TypeName } from "../../core/definition.ts";
import { namesOf } from "../tree.ts";

/** The integer behind each of the names that make a column take numbers from a sequence. */
const SERIAL: Readonly<Record<string, string>> = {
  smallserial: "int2",
  serial2: "int2",
  serial: "int4",
  serial4: "int4",
  bigserial: "int8",
  serial8: "int8",
};

/** A type with `serial` taken for the integer that it is. */
export interface DescribedType {
  readonly type: TypeName;
  readonly serial: boolean;
}

/** The type of a `TypeName` node; undefined where the tree has none. */
export function typeOf(node: TypeNode | undefined): DescribedType | undefined {
  if (node === undefined) return undefined;
  const parts = namesOf(node.names);
  const schema = parts.length > 1 ? parts.at(-2) : undefined;
  const name = parts.at(-1) ?? "";
  const integer = parts.length === 1 ? SERIAL[name] : undefined;
  return {
    type: {
      ...(schema === undefined || schema === "pg_catalog" ? {} : { schema }),
      name: integer ?? name,
      modifiers: (node.typmods ?? []).flatMap(numberOf),
      array: (node.arrayBounds ?? []).length > 0,
    },
    serial: integer !== undefined,
  };
}

/** A number of a modifier. The tree leaves zeros out. */
function numberOf(node: Node): readonly number[] {
  const value = "A_Const" in node ? node.A_Const.ival : undefined;
  return value === undefined ? [] : [value.ival ?? 0];
}
