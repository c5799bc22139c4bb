// The names that PostgreSQL finds where a statement gives none.
// Source: ChooseConstraintName, ChooseIndexName and makeObjectName of PostgreSQL.

import type { ConstraintDefinition, IndexedPart } from "../../core/definition.ts";
import type { Table } from "../../core/schema.ts";

const NAME_BYTES_MAX = 63;
/** A table has no more columns than this, and so no more constraints on the same one in any sane schema. */
const TRIES_MAX = 1600;

const LABELS = {
  check: "check",
  "foreign-key": "fkey",
  unique: "key",
  "primary-key": "pkey",
  exclude: "excl",
  "not-null": "not_null",
} as const;

/** The name of a constraint that has none, given those that are taken in its table. */
export function defaultConstraintName(
  table: string,
  constraint: ConstraintDefinition,
  taken: (name: string) => boolean,
): string {
  const columns = namedColumns(constraint);
  return freeName([table, columns], LABELS[constraint.kind], taken);
}

function namedColumns(constraint: ConstraintDefinition): string {
  if (constraint.kind === "primary-key") return "";
  if (constraint.kind !== "check") return constraint.columns.join("_");
  const { columns } = constraint.expression;
  return columns.length === 1 ? (columns[0] ?? "") : "";
}

/** The name of an index that has none. */
export function defaultIndexName(
  table: Pick<Table, "name">,
  parts: readonly IndexedPart[],
  taken: (name: string) => boolean,
): string {
  return freeName([table.name.name, columnsInName(parts).join("_")], "idx", taken);
}

/** A word that comes again gets a number. */
function columnsInName(parts: readonly IndexedPart[]): readonly string[] {
  const words: string[] = [];
  for (const { column, called } of parts) {
    const word = column ?? called ?? "expr";
    let free = word;
    for (let number = 1; words.includes(free) && number < TRIES_MAX; number += 1) free = `${word}${number}`;
    words.push(free);
  }
  return words;
}

function freeName(
  [first, second]: readonly [string, string],
  label: string,
  taken: (name: string) => boolean,
): string {
  for (let pass = 0; pass < TRIES_MAX; pass += 1) {
    const name = objectName(first, second, pass === 0 ? label : `${label}${pass}`);
    if (!taken(name)) return name;
  }
  return objectName(first, second, label);
}

/** The parts joined by `_`, the longer of the first two cut until all of it fits. */
function objectName(first: string, second: string, label: string): string {
  const overhead = Buffer.byteLength(label) + 1 + (second === "" ? 0 : 1);
  let one = first;
  let two = second;
  while (Buffer.byteLength(one) + Buffer.byteLength(two) + overhead > NAME_BYTES_MAX) {
    if (Buffer.byteLength(one) > Buffer.byteLength(two)) one = one.slice(0, -1);
    else two = two.slice(0, -1);
  }
  return [one, ...(two === "" ? [] : [two]), label].join("_");
}
