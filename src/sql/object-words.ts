// The words PostgreSQL uses for its kinds of objects, such as MATERIALIZED VIEW.

import type { ObjectType } from "libpg-query";

/** Only those whose words differ from the parser's name for them. */
const WORDS: Partial<Record<ObjectType, string>> = {
  OBJECT_ATTRIBUTE: "TYPE",
  OBJECT_COLUMN: "TABLE",
  OBJECT_DEFACL: "DEFAULT PRIVILEGES",
  OBJECT_DOMCONSTRAINT: "DOMAIN",
  OBJECT_FDW: "FOREIGN DATA WRAPPER",
  OBJECT_FOREIGN_SERVER: "SERVER",
  OBJECT_LARGEOBJECT: "LARGE OBJECT",
  OBJECT_MATVIEW: "MATERIALIZED VIEW",
  OBJECT_OPCLASS: "OPERATOR CLASS",
  OBJECT_OPFAMILY: "OPERATOR FAMILY",
  OBJECT_STATISTIC_EXT: "STATISTICS",
  OBJECT_TABCONSTRAINT: "TABLE",
  OBJECT_TSCONFIGURATION: "TEXT SEARCH CONFIGURATION",
  OBJECT_TSDICTIONARY: "TEXT SEARCH DICTIONARY",
  OBJECT_TSPARSER: "TEXT SEARCH PARSER",
  OBJECT_TSTEMPLATE: "TEXT SEARCH TEMPLATE",
};

/** The words for a kind of object. A kind that is not given is an error of the parser and reads as OBJECT. */
export function objectWords(type: ObjectType | undefined): string {
  if (type === undefined) return "OBJECT";
  return WORDS[type] ?? type.replace(/^OBJECT_/, "").replaceAll("_", " ");
}
