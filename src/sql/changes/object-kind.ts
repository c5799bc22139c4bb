// The parser's words for kinds of objects, as changes name them.

import type { ObjectType } from "libpg-query";

import type { ObjectKind } from "../../core/change.ts";

const KINDS: Partial<Record<ObjectType, ObjectKind>> = {
  OBJECT_DATABASE: "database",
  OBJECT_DOMAIN: "domain",
  OBJECT_EXTENSION: "extension",
  OBJECT_FOREIGN_TABLE: "foreign-table",
  OBJECT_FUNCTION: "function",
  OBJECT_INDEX: "index",
  OBJECT_MATVIEW: "materialized-view",
  OBJECT_POLICY: "policy",
  OBJECT_PROCEDURE: "procedure",
  OBJECT_PUBLICATION: "publication",
  OBJECT_ROUTINE: "function",
  OBJECT_RULE: "rule",
  OBJECT_SCHEMA: "schema",
  OBJECT_SEQUENCE: "sequence",
  OBJECT_STATISTIC_EXT: "statistics",
  OBJECT_TABLE: "table",
  OBJECT_TRIGGER: "trigger",
  OBJECT_TYPE: "type",
  OBJECT_VIEW: "view",
};

/** The kind of an object; `other` for what no rule looks at. */
export const objectKindOf = (type: ObjectType | undefined): ObjectKind =>
  (type === undefined ? undefined : KINDS[type]) ?? "other";
