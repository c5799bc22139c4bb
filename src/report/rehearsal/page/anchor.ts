// Names of the places on the page that others on it link to.

import type { Finding } from "../../../core/finding.ts";
import type { Rehearsal } from "../../../core/rehearsal.ts";

/** The place of a migration, by its number in the run, from 0; with a statement's number the one of that. */
export const anchorOf = (migration: number, statement?: number): string =>
  statement === undefined ? `m${migration + 1}` : `m${migration + 1}-${statement}`;

/** A link to the statement that a finding is about, else to its migration; undefined where it names none. */
export function linkTo({ version, line }: Finding, { migrations }: Rehearsal): string | undefined {
  const index = migrations.findIndex((migration) => migration.version === version);
  if (index === -1) return undefined;
  const statements = migrations[index]?.statements ?? [];
  const statement = line === undefined ? undefined : statements.findLast((each) => each.line <= line);
  return `#${anchorOf(index, statement?.number)}`;
}
