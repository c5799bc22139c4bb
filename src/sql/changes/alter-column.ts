// ALTER TABLE … ALTER COLUMN, and DROP COLUMN.

import type { AlterTableCmd, Node } from "libpg-query";

import type { Change, ObjectKind } from "../../core/change.ts";
import type { TypeName } from "../../core/definition.ts";
import type { RelationName } from "../../core/name.ts";
import { namesOf } from "../tree.ts";
import { defaultOf, expressionOf } from "./expression.ts";
import { typeOf } from "./type-name.ts";

/** What all commands of one ALTER TABLE have in common, and where the command stands. */
export interface Altered {
  readonly at: number;
  readonly table: RelationName;
  readonly object: ObjectKind;
  readonly only: boolean;
}

/** The change of a command that works on one column; undefined for any other. */
export function alterColumnChange(command: AlterTableCmd, altered: Altered): Change | undefined {
  const { subtype, def, name, num, missing_ok, behavior } = command;
  const of = { ...altered, column: name ?? String(num ?? "") };
  switch (subtype) {
    case "AT_DropColumn":
      return {
        ...of,
        kind: "drop-column",
        ifExists: missing_ok === true,
        cascade: behavior === "DROP_CASCADE",
      };
    case "AT_AlterColumnType":
      return typeChange(of, def);
    case "AT_ColumnDefault":
      if (def === undefined) return { ...of, kind: "drop-default" };
      return { ...of, kind: "set-default", default: defaultOf(def, { at: altered.at }) };
    case "AT_SetNotNull":
      return { ...of, kind: "set-not-null" };
    case "AT_DropNotNull":
      return { ...of, kind: "drop-not-null" };
    case "AT_SetExpression":
      return { ...of, kind: "set-expression", expression: expressionOf(def, { at: altered.at }) };
    case "AT_DropExpression":
      return { ...of, kind: "drop-expression" };
    default:
      return optionChange(of, subtype);
  }
}

type OfColumn = Altered & { readonly column: string };

const IDENTITY_VERBS: Readonly<Record<string, "add" | "set" | "drop">> = {
  AT_AddIdentity: "add",
  AT_SetIdentity: "set",
  AT_DropIdentity: "drop",
};

const OPTIONS: Readonly<Record<string, string>> = {
  AT_SetStatistics: "statistics",
  AT_SetStorage: "storage",
  AT_SetCompression: "compression",
  AT_SetOptions: "options",
  AT_ResetOptions: "options",
  AT_AlterColumnGenericOptions: "generic options",
};

function optionChange(of: OfColumn, subtype: string | undefined): Change | undefined {
  const verb = subtype === undefined ? undefined : IDENTITY_VERBS[subtype];
  if (verb !== undefined) return { ...of, kind: "alter-identity", verb };
  const option = subtype === undefined ? undefined : OPTIONS[subtype];
  return option === undefined ? undefined : { ...of, kind: "set-column-option", option };
}

function typeChange(of: OfColumn, def: Node | undefined): Change | undefined {
  if (def === undefined || !("ColumnDef" in def)) return undefined;
  const { typeName, collClause, raw_default } = def.ColumnDef;
  const type = typeOf(typeName)?.type;
  if (type === undefined) return undefined;
  const collation = namesOf(collClause?.collname).at(-1);
  return {
    ...of,
    kind: "alter-column-type",
    type,
    ...(collation === undefined ? {} : { collation }),
    ...(raw_default === undefined ? {} : { using: usingOf(raw_default, of) }),
  };
}

type Using = NonNullable<Extract<Change, { kind: "alter-column-type" }>["using"]>;

function usingOf(node: Node, of: OfColumn): Using {
  const cast = castOf(node);
  const isColumn = (value: Node | undefined): boolean =>
    value !== undefined && "ColumnRef" in value && namesOf(value.ColumnRef.fields).at(-1) === of.column;
  return {
    ...expressionOf(node, { at: of.at }),
    isColumnItself: isColumn(node),
    ...(cast !== undefined && isColumn(cast.of) ? { castsTo: cast.to } : {}),
  };
}

function castOf(node: Node): { readonly of: Node | undefined; readonly to: TypeName } | undefined {
  if (!("TypeCast" in node)) return undefined;
  const to = typeOf(node.TypeCast.typeName)?.type;
  return to === undefined ? undefined : { of: node.TypeCast.arg, to };
}
