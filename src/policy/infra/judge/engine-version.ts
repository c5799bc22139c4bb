// When two versions of a database engine differ in their major version.

/** Engines whose first two numbers make the major version. */
const TWO_PARTS = /mysql|mariadb/;
/** The first PostgreSQL whose major version is one number. */
const POSTGRES_ONE_PART_FROM = 10;

/** The major version of `15.4` is `15`, of MySQL's `8.0.36` it is `8.0`. */
export function majorOf(version: string, engine: string): string {
  const [first = "", second = ""] = version.split(".");
  const isOldPostgres = /postgres/.test(engine) && Number(first) < POSTGRES_ONE_PART_FROM;
  return TWO_PARTS.test(engine) || isOldPostgres ? `${first}.${second}` : first;
}
