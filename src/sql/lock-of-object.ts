// The locks of what is done to objects as a whole: DROP, RENAME, SET SCHEMA, COMMENT, GRANT, policies, publications.

import type { AlterPublicationStmt, DropStmt, ObjectType, RenameStmt } from "libpg-query";

import type { LockForecast } from "../core/lock.ts";
import { lockOn, lockWithPartners, partsOf, relationNamed, relationOf } from "./relation-of.ts";
import { optionsOf } from "./tree.ts";
import type { Node } from "./tree.ts";

const RELATIONS: ReadonlySet<ObjectType | undefined> = new Set<ObjectType>([
  "OBJECT_FOREIGN_TABLE",
  "OBJECT_INDEX",
  "OBJECT_MATVIEW",
  "OBJECT_SEQUENCE",
  "OBJECT_TABLE",
  "OBJECT_VIEW",
]);

/** Objects whose name is the name of a relation and one more part. */
const PARTS_OF_RELATIONS: ReadonlySet<ObjectType | undefined> = new Set<ObjectType>([
  "OBJECT_POLICY",
  "OBJECT_RULE",
  "OBJECT_TABCONSTRAINT",
  "OBJECT_TRIGGER",
]);

/** The locks of the statements that treat an object as a whole. */
export function locksOnObjects(node: Node): readonly LockForecast[] {
  if ("DropStmt" in node) return locksOnDropped(node.DropStmt);
  if ("RenameStmt" in node) return locksOnRenamed(node.RenameStmt);
  if ("CommentStmt" in node) return locksOnDescribed(node.CommentStmt);
  if ("SecLabelStmt" in node) return locksOnDescribed(node.SecLabelStmt);
  if ("AlterObjectSchemaStmt" in node) {
    return lockOn(relationOf(node.AlterObjectSchemaStmt.relation), "ACCESS EXCLUSIVE");
  }
  if ("AlterObjectDependsStmt" in node) {
    const { objectType, relation } = node.AlterObjectDependsStmt;
    return lockOn(relationOf(relation), RELATIONS.has(objectType) ? "ACCESS EXCLUSIVE" : "ACCESS SHARE");
  }
  if ("AlterPolicyStmt" in node) return lockOn(relationOf(node.AlterPolicyStmt.table), "ACCESS EXCLUSIVE");
  if ("CreatePublicationStmt" in node) return locksOnPublished(node.CreatePublicationStmt);
  if ("AlterPublicationStmt" in node) return locksOnPublished(node.AlterPublicationStmt);
  if ("AlterSeqStmt" in node) {
    const { sequence, options } = node.AlterSeqStmt;
    return [...lockOn(relationOf(sequence), "SHARE ROW EXCLUSIVE"), ...lockOnOwner(options)];
  }
  return "CreateSeqStmt" in node ? lockOnOwner(node.CreateSeqStmt.options) : [];
}

function locksOnDropped({ objects, removeType, concurrent }: DropStmt): readonly LockForecast[] {
  const mode = concurrent === true ? "SHARE UPDATE EXCLUSIVE" : "ACCESS EXCLUSIVE";
  return (objects ?? []).flatMap((object) => {
    const parts = partsOf(object);
    if (removeType === "OBJECT_TABLE") return lockWithPartners(relationNamed(parts));
    if (RELATIONS.has(removeType)) return lockOn(relationNamed(parts), mode);
    return PARTS_OF_RELATIONS.has(removeType) ? lockOn(relationNamed(parts.slice(0, -1)), mode) : [];
  });
}

/** Only ALTER INDEX knows beforehand that an index needs less; ALTER TABLE may rename one too. */
function locksOnRenamed({ renameType, relation }: RenameStmt): readonly LockForecast[] {
  const mode = renameType === "OBJECT_INDEX" ? "SHARE UPDATE EXCLUSIVE" : "ACCESS EXCLUSIVE";
  return lockOn(relationOf(relation), mode);
}

interface Described {
  readonly objtype?: ObjectType;
  readonly object?: Node;
}

function locksOnDescribed({ objtype, object }: Described): readonly LockForecast[] {
  const parts = partsOf(object);
  if (RELATIONS.has(objtype)) return lockOn(relationNamed(parts), "SHARE UPDATE EXCLUSIVE");
  if (objtype === "OBJECT_COLUMN") return lockOn(relationNamed(parts.slice(0, -1)), "SHARE UPDATE EXCLUSIVE");
  return PARTS_OF_RELATIONS.has(objtype) ? lockOn(relationNamed(parts.slice(0, -1)), "ACCESS SHARE") : [];
}

function locksOnPublished({ pubobjects }: Pick<AlterPublicationStmt, "pubobjects">): readonly LockForecast[] {
  return (pubobjects ?? []).flatMap((object) => {
    const table = "PublicationObjSpec" in object ? object.PublicationObjSpec.pubtable : undefined;
    return lockOn(relationOf(table?.relation), "SHARE UPDATE EXCLUSIVE");
  });
}

/** OWNED BY names a column. */
function lockOnOwner(options: readonly Node[] | undefined): readonly LockForecast[] {
  return lockOn(relationNamed(partsOf(optionsOf(options).get("owned_by")).slice(0, -1)), "ACCESS SHARE");
}
