// Changes of objects as a whole: DROP, RENAME, SET SCHEMA, OWNER, COMMENT, GRANT, schemas, extensions, publications.

import type { DropStmt, Node, RenameStmt } from "libpg-query";

import type { Change, DroppedObject, ObjectKind } from "../../core/change.ts";
import type { RelationName } from "../../core/name.ts";
import { partsOf, relationNamed, relationOf } from "../relation-of.ts";
import { namesOf } from "../tree.ts";
import type { Describers } from "./describe.ts";
import { objectKindOf } from "./object-kind.ts";
import type { Source } from "./source.ts";

export const OBJECT_DESCRIBERS: Describers = {
  DropStmt: (node, { start }) => ("DropStmt" in node ? [drop(node.DropStmt, start)] : []),
  DropdbStmt: (node, { start: at }) => {
    if (!("DropdbStmt" in node)) return [];
    const { dbname: name = "", missing_ok } = node.DropdbStmt;
    const ifExists = missing_ok === true;
    return [{ at, kind: "drop", object: "database", names: [{ name }], ifExists, ...PLAIN_DROP }];
  },
  RenameStmt: (node, source) => ("RenameStmt" in node ? rename(node.RenameStmt, source) : []),
  AlterObjectSchemaStmt: (node, { start: at }) => {
    if (!("AlterObjectSchemaStmt" in node)) return [];
    const { objectType, relation, object, newschema: schema = "" } = node.AlterObjectSchemaStmt;
    const name = relationOf(relation) ?? nameOf(object);
    return [{ at, kind: "set-schema", object: objectKindOf(objectType), name, schema }];
  },
  AlterOwnerStmt: (node, { start: at }) => {
    if (!("AlterOwnerStmt" in node)) return [];
    const { objectType, relation, object } = node.AlterOwnerStmt;
    return [
      {
        at,
        kind: "set-owner",
        object: objectKindOf(objectType),
        name: relationOf(relation) ?? nameOf(object),
      },
    ];
  },
  CommentStmt: (node, { start: at }) => {
    if (!("CommentStmt" in node)) return [];
    const { objtype, object } = node.CommentStmt;
    return [{ at, kind: "comment", object: objectKindOf(objtype), name: nameOf(object) }];
  },
  GrantStmt: (node, { start: at }) => {
    if (!("GrantStmt" in node)) return [];
    const { is_grant, objtype, objects } = node.GrantStmt;
    const names = (objects ?? []).map((each) =>
      "RangeVar" in each ? relationOf(each.RangeVar) : nameOf(each),
    );
    return [
      {
        at,
        kind: "grant",
        verb: is_grant === true ? "grant" : "revoke",
        object: objectKindOf(objtype),
        names: names.flatMap((name) => name ?? []),
      },
    ];
  },
  CreateSchemaStmt: (node, { start: at }) => {
    if (!("CreateSchemaStmt" in node)) return [];
    const { schemaname: schema = "", if_not_exists } = node.CreateSchemaStmt;
    return [{ at, kind: "create-schema", schema, ifNotExists: if_not_exists === true }];
  },
  CreateSeqStmt: (node, { start: at }) => {
    const sequence = "CreateSeqStmt" in node ? relationOf(node.CreateSeqStmt.sequence) : undefined;
    return sequence === undefined ? [] : [{ at, kind: "create-sequence", sequence }];
  },
  AlterSeqStmt: (node, { start: at }) => {
    const sequence = "AlterSeqStmt" in node ? relationOf(node.AlterSeqStmt.sequence) : undefined;
    return sequence === undefined ? [] : [{ at, kind: "alter-sequence", sequence }];
  },
  CreateExtensionStmt: (node, { start: at }) => {
    if (!("CreateExtensionStmt" in node)) return [];
    const { extname: extension = "", if_not_exists } = node.CreateExtensionStmt;
    return [{ at, kind: "create-extension", extension, ifNotExists: if_not_exists === true }];
  },
  AlterExtensionStmt: (node, { start: at }) => {
    const extension = "AlterExtensionStmt" in node ? (node.AlterExtensionStmt.extname ?? "") : "";
    return [{ at, kind: "alter-extension", extension }];
  },
  CreatePublicationStmt: (node, { start: at }) => {
    if (!("CreatePublicationStmt" in node)) return [];
    const { pubname: publication = "", pubobjects, for_all_tables } = node.CreatePublicationStmt;
    const allTables = for_all_tables === true;
    return [{ at, kind: "create-publication", publication, allTables, tables: publishedIn(pubobjects) }];
  },
  AlterPublicationStmt: (node, { start: at }) => {
    if (!("AlterPublicationStmt" in node)) return [];
    const { pubname: publication = "", pubobjects, action } = node.AlterPublicationStmt;
    const verb = PUBLICATION_VERBS[action ?? "AP_SetObjects"];
    return [{ at, kind: "alter-publication", publication, verb, tables: publishedIn(pubobjects) }];
  },
  CreateStatsStmt: (node, { start: at }) => {
    const relations = "CreateStatsStmt" in node ? (node.CreateStatsStmt.relations ?? []) : [];
    const tables = relations.flatMap((each) => ("RangeVar" in each ? (relationOf(each.RangeVar) ?? []) : []));
    return [{ at, kind: "create-statistics", tables }];
  },
};

const PLAIN_DROP = { cascade: false, concurrently: false };

const PUBLICATION_VERBS = {
  AP_AddObjects: "add",
  AP_DropObjects: "drop",
  AP_SetObjects: "set",
} as const;

/** Objects whose name is the name of a relation and one more part. */
const NAMED_WITH_TABLE: ReadonlySet<ObjectKind> = new Set(["policy", "rule", "trigger"]);

function drop({ objects, removeType, missing_ok, behavior, concurrent }: DropStmt, at: number): Change {
  const object = objectKindOf(removeType);
  return {
    at,
    kind: "drop",
    object,
    names: (objects ?? []).map((each) => droppedName(each, object)),
    ifExists: missing_ok === true,
    cascade: behavior === "DROP_CASCADE",
    concurrently: concurrent === true,
  };
}

function droppedName(node: Node, object: ObjectKind): DroppedObject {
  if (!NAMED_WITH_TABLE.has(object)) return nameOf(node);
  const parts = partsOf(node);
  const table = relationNamed(parts.slice(0, -1));
  return { name: parts.at(-1) ?? "", ...(table === undefined ? {} : { table }) };
}

/** The name of an object in any of the ways in which the tree writes one. */
function nameOf(node: Node | undefined): RelationName {
  return relationNamed(namePartsOf(node)) ?? { name: "" };
}

function namePartsOf(node: Node | undefined): readonly string[] {
  if (node === undefined) return [];
  if ("ObjectWithArgs" in node) return namesOf(node.ObjectWithArgs.objname);
  if ("TypeName" in node) return namesOf(node.TypeName.names);
  return "String" in node ? [node.String.sval ?? ""] : partsOf(node);
}

function rename(node: RenameStmt, { start: at }: Source): readonly Change[] {
  const { renameType, relationType, relation, object, subname = "", newname: to = "" } = node;
  const table = relationOf(relation);
  if (renameType === "OBJECT_COLUMN" && table !== undefined) {
    const of = { at, table, object: objectKindOf(relationType), only: relation?.inh !== true };
    return [{ ...of, kind: "rename-column", column: subname, to }];
  }
  if (renameType === "OBJECT_TABCONSTRAINT" && table !== undefined) {
    return [{ at, table, object: "table", only: false, kind: "rename-constraint", name: subname, to }];
  }
  const kind = objectKindOf(renameType);
  if (NAMED_WITH_TABLE.has(kind) && table !== undefined) {
    return [{ at, kind: "rename", object: kind, name: { name: subname }, table, to }];
  }
  const schema = subname === "" ? undefined : { name: subname };
  return [{ at, kind: "rename", object: kind, name: table ?? schema ?? nameOf(object), to }];
}

function publishedIn(nodes: readonly Node[] | undefined): readonly RelationName[] {
  return (nodes ?? []).flatMap((node) => {
    const table = "PublicationObjSpec" in node ? node.PublicationObjSpec.pubtable : undefined;
    return relationOf(table?.relation) ?? [];
  });
}
