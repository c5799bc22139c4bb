// The times of then, as the tools have written them.

const ISO = `'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'`;

/**
 * SQL for a column as ISO 8601 in UTC. One without a time zone was written with `now()` and holds the clock of the
 * zone that the database has for everybody, which is the zone of our session too.
 */
export const isoOf = (column: string): string =>
  `pg_catalog.to_char(${column}::timestamptz at time zone 'UTC', ${ISO})`;

/** The same for a column without a time zone into which the tool's own program wrote its clock in UTC. */
export const isoOfUtc = (column: string): string => `pg_catalog.to_char(${column}, ${ISO})`;
