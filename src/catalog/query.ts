// What a query over the catalogs gives: one row for each object, and the columns that have a meaning of their own.

/** A catalog whose rows are told of by number: PostgreSQL's own name for it. */
export type Catalog = `pg_${string}`;

/** One kind of object. The text selects a row for each, as `CatalogRow` has it. */
export interface CatalogQuery {
  /** The catalog that `id` counts in. */
  readonly catalog: Catalog;
  /** True where the rows tell of grants alone: also on members of extensions, and none where nobody changed them. */
  readonly grantsOnly?: true;
  /**
   * When its rows have to be read again although only tables have changed. A function: the rows of the tables that
   * did, whose number it finds in a row; `always`: all of them. Absent: never.
   */
  readonly again?: "always" | ((row: CatalogRow) => string);
  readonly text: (scope: Scope) => string;
}

/** Which rows a query shall give, and how the catalogs look that it reads. */
export interface Scope {
  /** As `server_version_num` has it. */
  readonly version: number;
  /** A further condition on the number of a table, to stand behind others; empty for all tables. */
  readonly only: (relation: string) => string;
}

/**
 * A row. Every column that is not named here is a fact under its own name, and says nothing where it is null.
 * An object is left out with the schema, table, type or constraint that it belongs to.
 */
export interface CatalogRow extends Readonly<Record<string, unknown>> {
  /** The number of the object, and for a column its own. */
  readonly id: string;
  readonly sub?: number;
  readonly kind: string;
  /** As SQL reads it, without what it belongs to. */
  readonly name: string;
  /** The schema, whose name comes before the object's. */
  readonly schema?: string | null;
  /** What the object is a part of and is named after where it has no schema. The first that is given counts. */
  readonly constraint?: string | null;
  readonly relation?: string | null;
  readonly column?: number | null;
  readonly type_id?: string | null;
  /** Grants as the catalog has them; null for those that every such object begins with, which are `acl_default`. */
  readonly acl?: readonly string[] | null;
  readonly acl_default?: readonly string[] | null;
  /** More facts, of the kind that few objects have. */
  readonly more?: Readonly<Record<string, unknown>> | null;
}

/** What is a member of an extension. */
export interface MemberRow {
  readonly catalog: string;
  readonly id: string;
}

/** A fact about an object that another query tells of. */
export interface RemarkRow {
  readonly catalog: string;
  readonly id: string;
  readonly sub: number;
  readonly fact: string;
  readonly text: string;
}

/** Columns of a row that are no facts. */
export const RESERVED: ReadonlySet<string> = new Set([
  ...["id", "sub", "kind", "name", "schema", "acl", "acl_default", "more"],
  ...["constraint", "relation", "column", "type_id"],
]);

/** The first number that the server gives to what users make. */
export const FIRST_USER_ID = 16_384;

/** True of the rows of a catalog that an extension made. `id` is an expression, for the number of the row. */
export const isMember = (catalog: Catalog, id: string): string =>
  `${id} in (
    select objid from pg_depend
    where refclassid = 'pg_extension'::regclass and classid = '${catalog}'::regclass and deptype = 'e')`;

/** True of what users or their extensions made. */
export const isNew = (id: string): string => `${id} >= ${FIRST_USER_ID}`;

/** Grants and what they are compared with. `letter` is the object's kind as `acldefault` knows it. */
export const grants = (acl: string, letter: string, owner: string): string =>
  `to_json(${acl}::text[]) as acl,
  case when ${acl} is not null then to_json(acldefault('${letter}', ${owner})::text[]) end as acl_default`;

/** The texts of an array in one line, in an order that does not tell which was set first. Null for none. */
export const sortedList = (array: string): string =>
  `case when ${array} is not null then (
    select string_agg(item, ', ' order by item collate "C") from unnest(${array}) as item) end`;

/** `yes` where a condition holds. */
export const yes = (condition: string): string => `case when ${condition} then 'yes' end`;

/** A function by its number; null for none. */
export const procedure = (id: string): string => `nullif(${id}::oid, 0)::regprocedure::text`;
