// Liquibase's checksums, as releases since 4.22 (9) and those before them (8) make them.

import { createHash } from "node:crypto";

import type { ChangeHash, ChangeSet, SqlChange } from "./change-set.ts";
import { descriptionOf } from "./description.ts";
import { valueOf, type TreeNode } from "./tree.ts";

const md5 = (text: string): string => createHash("md5").update(text, "utf8").digest("hex");

/** Line ends and accents may be written in two ways. */
const md5OfText = (text: string): string =>
  md5(text.replaceAll("\r\n", "\n").replaceAll("\uFFFD", "").normalize("NFC"));

/** The checksums of a changeset as the table writes them, those that can be told; none where it lets any pass. */
export function checksumsOf(changeSet: ChangeSet): readonly string[] {
  const { changes, validCheckSums, visitors } = changeSet;
  if (validCheckSums.some((each) => /^(?:\d+:)?any$/i.test(each))) return [];
  const hashes = changes.map(({ hash, ...change }) => hash ?? hashOfSql(change));
  const whole = (version: 8 | 9): readonly string[] => {
    const own = hashes.map(({ nine, eight }) => (version === 9 ? nine : eight));
    if (!own.every((hash) => hash !== undefined) || visitors === undefined) return [];
    if (version === 8 && visitors.length > 0) return [];
    const joined = [
      ...own.map((hash) => (hash === "" ? "" : `${hash}:`)),
      ...visitors.map((text) => `9:${md5OfText(text)};`),
    ].join("");
    return [`${version}:${md5(joined)}`];
  };
  const known = [...whole(9), ...whole(8)];
  return known.length === 0 ? [] : [...known, ...validCheckSums.filter((each) => /^\d+:/.test(each))];
}

export const NO_HASH: ChangeHash = { nine: "", eight: undefined };

const hashOfSql = (change: SqlChange): ChangeHash => ({
  nine: `9:${ofBytes(change.sql.trim())}`,
  eight: `8:${ofEighth(change)}`,
});

/** White space does not count. */
const ofBytes = (sql: string): string => md5(sql.replaceAll(/[ \t\r\n]/g, ""));

const ofEighth = ({ sql, splitStatements, stripComments, endDelimiter }: SqlChange): string =>
  md5(`${endDelimiter ?? "null"}:${splitStatements}:${stripComments}:${sql.trim().replaceAll(/\s+/g, " ")}`);

/**
 * Of a change in words. `body` is the SQL that it holds, a view's or a procedure's: since version 9 that counts for itself,
 * before it a view's was a field like others.
 */
export function hashOf(node: TreeNode, body: string | undefined): ChangeHash {
  const nine = hashOfText(descriptionOf(node, 9), 9);
  const isPlain = body === undefined || (node.name === "createView" && valueOf(node, "path") === undefined);
  const eight = isPlain ? hashOfText(descriptionOf(node, 8), 8) : undefined;
  if (body === undefined || nine === undefined) return { nine, eight };
  return { nine: `9:${md5OfText(`${nine}:9:${ofBytes(body)}`)}`, eight };
}

/** Of the rows of a file: how they are put in does not count. */
export const hashOfRows = (table: string, lines: string): ChangeHash => ({
  nine: `9:${md5OfText(`${table}:9:${md5(lines)}`)}`,
  eight: undefined,
});

const hashOfText = (text: string | undefined, version: 8 | 9): string | undefined =>
  text === undefined ? undefined : `${version}:${md5OfText(text)}`;
