// Liquibase's checksums of SQL, as releases since 4.22 (9) and those before them (8) make them.

import { createHash } from "node:crypto";

import type { ChangeSet, SqlChange } from "./change-set.ts";

const md5 = (text: string): string => createHash("md5").update(text, "utf8").digest("hex");

/**
 * Both checksums of a changeset as the table writes them, `9:` first; none where they are not of SQL alone, or where
 * the changeset lets any pass.
 */
export function checksumsOf(changeSet: ChangeSet): readonly string[] {
  const { changes, allSql, validCheckSums } = changeSet;
  if (!allSql || validCheckSums.some((each) => /^(?:\d+:)?any$/i.test(each))) return [];
  return [
    ...[`9:${joined(changes.map(ninth))}`, `8:${joined(changes.map(eighth))}`],
    ...validCheckSums.filter((each) => /^\d+:/.test(each)),
  ];
}

const joined = (hashes: readonly string[]): string =>
  md5(
    hashes
      .map((hash) => `${hash}:`)
      .join("")
      .replaceAll("\r\n", "\n"),
  );

const ninth = ({ sql }: SqlChange): string => `9:${md5(sql.trim().replaceAll(/[ \t\r\n]/g, ""))}`;

const eighth = ({ sql, splitStatements, stripComments, endDelimiter }: SqlChange): string =>
  `8:${md5(`${endDelimiter ?? "null"}:${splitStatements}:${stripComments}:${sql.trim().replaceAll(/\s+/g, " ")}`)}`;
