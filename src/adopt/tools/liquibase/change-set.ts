// What a changeset of Liquibase's is, whichever format its changelog is written in.

/** How a change's SQL is cut into statements. */
export interface SqlChange {
  readonly sql: string;
  readonly splitStatements: boolean;
  readonly stripComments: boolean;
  readonly endDelimiter?: string;
}

export type Rollback =
  | { readonly kind: "none" }
  | { readonly kind: "sql"; readonly changes: readonly SqlChange[] }
  | { readonly kind: "reference"; readonly id: string; readonly author: string; readonly path?: string };

export interface ChangeSet {
  readonly id: string;
  readonly author: string;
  /** As the table calls it: with `logicalFilePath`, without `classpath:`. */
  readonly path: string;
  /** The file that it stands in, relative to the project, with its line. */
  readonly file: string;
  readonly line: number;
  readonly runs: "once" | "onChange" | "always";
  readonly inTransaction: boolean;
  readonly comment?: string;
  /** As they are written, for people; empty where it runs in all. */
  readonly contexts: string;
  readonly labels: string;
  readonly dbms: string;
  /** True where it is marked as not to be run at all. */
  readonly ignored: boolean;
  readonly validCheckSums: readonly string[];
  readonly preconditions: readonly string[];
  readonly changes: readonly SqlChange[];
  /** False where a change is described rather than written as SQL: its checksum is of the description. */
  readonly allSql: boolean;
  /** Absent where none is written. */
  readonly rollback?: Rollback;
}

/** How the table and other changesets name it. */
export const identityOf = ({
  id,
  author,
  path,
}: {
  readonly id: string;
  readonly author: string;
  readonly path: string;
}): string => `${path}::${id}::${author}`;

/** A path as the table has it. */
export const plainPath = (path: string): string =>
  path
    .trim()
    .replaceAll("\\", "/")
    .replace(/^classpath\*?:/i, "")
    .replace(/^(?:\.?\/+)+/, "");

/** True where a list of databases, such as `postgresql, h2` or `!oracle`, lets PostgreSQL pass. */
export function isForPostgres(dbms: string): boolean {
  const names = dbms
    .toLowerCase()
    .split(",")
    .map((name) => name.trim())
    .filter(Boolean);
  if (names.includes("none") || names.includes("!postgresql")) return false;
  const wanted = names.filter((name) => !name.startsWith("!"));
  return wanted.length === 0 || wanted.some((name) => name === "all" || name === "postgresql");
}
