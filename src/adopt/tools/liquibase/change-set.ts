// What a changeset of Liquibase's is, whichever format its changelog is written in.

/** What one change adds to the checksum of its changeset: nothing where it is for another database. */
export interface ChangeHash {
  /** Undefined where it cannot be told exactly. */
  readonly nine: string | undefined;
  readonly eight: string | undefined;
}

/** What Liquibase asks before it runs a changeset. */
export interface Precondition {
  /** For people: `not (tableExists tableName=x)`. */
  readonly words: string;
  /** True where Liquibase goes on without the changeset when it does not hold. */
  readonly skips: boolean;
  /** Undefined where only Liquibase can tell. */
  readonly condition: Condition | undefined;
}

export interface Condition {
  readonly sql: string;
  /** Where it asks for nothing but that things are not there: their names in lower case. */
  readonly absent?: readonly string[];
}

/** How a change's SQL is cut into statements. */
export interface SqlChange {
  readonly sql: string;
  readonly splitStatements: boolean;
  readonly stripComments: boolean;
  readonly endDelimiter?: string;
  /** Of a change that is described rather than written as SQL. */
  readonly hash?: ChangeHash;
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
  /** Each of them must let it run: its own, and those of all that take its file in. As they are written. */
  readonly contexts: readonly string[];
  /** Its own list of labels, and those of all that take its file in; each must let it run. */
  readonly labels: readonly string[];
  readonly dbms: string;
  /** True where it is marked as not to be run at all. */
  readonly ignored: boolean;
  readonly validCheckSums: readonly string[];
  readonly preconditions: readonly Precondition[];
  readonly changes: readonly SqlChange[];
  /** What of `modifySql` counts for the checksum; undefined where that is not certain. */
  readonly visitors: readonly string[] | undefined;
  /** Absent where none is written. */
  readonly rollback?: Rollback;
}

/** What somebody has said, which may be nothing. */
export const ifSaid = (text: string): readonly string[] => (text.trim() === "" ? [] : [text.trim()]);

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
