// Changesets that are not taken over, and those of which somebody has to know more: told by their number.

import type { LeftOut } from "../../../core/adoption.ts";
import type { Problem } from "../../../core/problem.ts";
import { identityOf, type ChangeSet } from "./change-set.ts";
import { filtersInWords } from "./choice.ts";

const leftOut = (changeSet: ChangeSet, why: string, remedy: string): LeftOut => ({
  ...{ id: identityOf(changeSet), source: `${changeSet.file}:${changeSet.line}`, why, remedy },
});

/** Why it is left out whatever is chosen. */
export const passedFor = (changeSet: ChangeSet): LeftOut =>
  leftOut(
    changeSet,
    changeSet.ignored ? "it is marked as ignored" : `it is for ${changeSet.dbms} alone`,
    "Take that out of its head, so that it is taken over as well, and adopt again.",
  );

/** Why it is left out by what is chosen. */
export const unchosenFor = (changeSet: ChangeSet): LeftOut =>
  leftOut(
    changeSet,
    `it is for ${filtersInWords(changeSet)}`,
    "Give --contexts and --labels as this database was made with them.",
  );

const NAMED_MAX = 5;

/** One warning about several, placed at the first of them. */
function toldOf(
  some: readonly ChangeSet[],
  about: (count: string, names: string) => string,
  remedy: string,
): readonly Problem[] {
  const [first] = some;
  if (first === undefined) return [];
  const count = some.length === 1 ? "1 changeset is" : `${some.length} changesets are`;
  const names = some.slice(0, NAMED_MAX).map(({ author, id }) => `${author}:${id}`);
  const message = about(count, `${names.join(", ")}${some.length > NAMED_MAX ? ", …" : ""}`);
  return [
    { ...{ code: "adopt-file", severity: "warning", file: first.file, line: first.line }, message, remedy },
  ];
}

/** Those that are not for PostgreSQL. */
export const passedOver = (some: readonly ChangeSet[]): readonly Problem[] =>
  toldOf(
    some,
    (count, names) => `${count} for other databases or marked as ignored, and not taken over: ${names}.`,
    "Nothing is to be done where Liquibase does not run them on PostgreSQL either.",
  );

/** Those that the contexts and labels leave out. */
export const notChosen = (some: readonly ChangeSet[]): readonly Problem[] =>
  toldOf(
    some,
    (count, names) => `${count} not for these contexts and labels, and not taken over: ${names}.`,
    "Nothing is to be done where Liquibase was run with the same contexts and labels.",
  );

/** Values that are given to Liquibase as it is called are in no file. */
export function unfilled(all: readonly ChangeSet[]): readonly Problem[] {
  const namesOf = ({ changes }: ChangeSet): readonly string[] =>
    changes.flatMap(({ sql }) => [...sql.matchAll(UNFILLED)].map(([whole]) => whole));
  const some = all.filter((each) => namesOf(each).length > 0);
  const values = [...new Set(some.flatMap(namesOf))].slice(0, NAMED_MAX).join(", ");
  return toldOf(
    some,
    (count, names) => `${count} with names that no file has a value for (${values}): ${names}.`,
    "Where Liquibase is given it, write it into liquibase.properties while you adopt: parameter.NAME=value",
  );
}

const UNFILLED = /\$\{[A-Za-z][\w.-]*\}/g;

/** Nobody has said for which contexts and labels the database was made. */
export function unasked(all: readonly ChangeSet[]): readonly Problem[] {
  const some = all.filter((each) => filtersInWords(each) !== "");
  const filters = [...new Set(some.map(filtersInWords))];
  const shown = `${filters.slice(0, NAMED_MAX).join("; ")}${filters.length > NAMED_MAX ? "; …" : ""}`;
  return toldOf(
    some,
    (count, names) =>
      `${count} only for some contexts or labels (${shown}), and taken over all the same: ${names}.`,
    "Where Liquibase is run with contexts or a label filter, give the same: --contexts NAMES, --labels FILTER.",
  );
}
