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

/** The name for people: quoted only where SQL would need it. */
export const showRelation = ({ schema, name }: RelationName): string =>
  (schema === undefined ? [name] : [schema, name])
    .map((part) => (/^[a-z_][a-z0-9_$]*$/.test(part) ? part : quoteName(part)))
    .join(".");
