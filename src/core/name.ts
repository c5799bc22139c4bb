// Names in SQL: relations, and quoting identifiers.

/** An identifier as SQL reads it whatever it holds. NUL cannot be part of one and is refused. */
export function quoteName(name: string): string {
  if (name.includes("\0")) throw new RangeError("a name cannot hold NUL");
  return `"${name.replaceAll('"', '""')}"`;
}

/** A relation as a statement names it: without a schema where it leaves that to search_path. */
export interface RelationName {
  readonly schema?: string;
  readonly name: string;
}

/** The name as SQL, each part quoted. */
export const quoteRelation = ({ schema, name }: RelationName): string =>
  schema === undefined ? quoteName(name) : `${quoteName(schema)}.${quoteName(name)}`;

/** Words that cannot name a table or column without quotes. Source: pg_get_keywords() of PostgreSQL 18. */
export const RESERVED_WORDS: ReadonlySet<string> = new Set(
  `
  all analyse analyze and any array as asc asymmetric authorization binary both case cast check collate collation column
  concurrently constraint create cross current_catalog current_date current_role current_schema current_time
  current_timestamp current_user default deferrable desc distinct do else end except false fetch for foreign freeze
  from full grant group having ilike in initially inner intersect into is isnull join lateral leading left like limit
  localtime localtimestamp natural not notnull null offset on only or order outer overlaps placing primary references
  returning right select session_user similar some symmetric system_user table tablesample then to trailing true union
  unique user using variadic verbose when where window with
`
    .trim()
    .split(/\s+/),
);

/** An identifier for people: quoted only where SQL would need it. */
export const showName = (name: string): string =>
  /^[a-z_][a-z0-9_$]*$/.test(name) && !RESERVED_WORDS.has(name) ? name : quoteName(name);

/** The name for people, each part quoted only where SQL would need it. */
export const showRelation = ({ schema, name }: RelationName): string =>
  (schema === undefined ? [name] : [schema, name]).map(showName).join(".");
