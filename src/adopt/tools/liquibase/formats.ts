// The formats of a changelog, told apart by the names of files and by what stands in them.

import type { Entry } from "./entry.ts";
import { isFormattedSql, readFormattedSql } from "./formatted-sql.ts";
import { readTreeLog } from "./tree-log.ts";

/** True for a file that Liquibase could read as a changelog. */
export const isChangelogName = (path: string): boolean => /\.(?:sql|xml|ya?ml|json)$/i.test(path);

/** True where the text is of a changelog that names its changesets. */
export const isChangelog = (path: string, text: string): boolean =>
  /\.sql$/i.test(path) ? isFormattedSql(text) : isChangelogName(path) && text.includes("databaseChangeLog");

/** What a changelog has, in its order. */
export function entriesOf(
  text: string,
  where: { readonly path: string; readonly file: string },
): readonly Entry[] {
  if (!/\.sql$/i.test(where.file)) return readTreeLog(text, where.path, /\.xml$/i.test(where.file));
  return isFormattedSql(text) ? readFormattedSql(text, where) : [plainSql(text, where)];
}

/** A file of SQL alone is one changeset, which Liquibase calls so. */
const plainSql = (text: string, { path, file }: { readonly path: string; readonly file: string }): Entry => ({
  kind: "changeset",
  line: 1,
  changeSet: {
    ...{ id: "raw", author: "includeAll", path, file, line: 1, runs: "once", inTransaction: true },
    ...{ contexts: [], labels: [], dbms: "", ignored: false, validCheckSums: [], preconditions: [] },
    changes: [{ sql: text, splitStatements: false, stripComments: false }],
    visitors: [],
  },
});
