// The times of then, as the tools have written them.

/**
 * SQL for a column as ISO 8601 in UTC. One without a time zone was written with `now()` and holds the clock of the
 * zone that the database has for everybody, which is the zone of our session too.
 */
export const isoOf = (column: string): string =>
  `pg_catalog.to_char(${column}::timestamptz at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
