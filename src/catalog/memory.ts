// What a snapshot was made from, kept so that the next one only has to read what has changed since.

import type { Session } from "../database/database.ts";
import type { Answer, Material } from "./assemble.ts";
import { COLUMNS } from "./queries/columns.ts";
import { INDEXES } from "./queries/constraints.ts";
import { FUNCTIONS } from "./queries/functions.ts";
import { RELATIONS, SEQUENCES } from "./queries/relations.ts";
import type { CatalogQuery, CatalogRow } from "./query.ts";
import { stalenessOf, type Stamps } from "./stamps.ts";

export interface Memory {
  /** Only this session is sure to look at the same database. */
  readonly session: Session;
  readonly stamps: Stamps;
  readonly material: Material;
}

/** What others mention by name, save for what makes everything stale. */
const MENTIONED: readonly CatalogQuery[] = [RELATIONS, COLUMNS, INDEXES, SEQUENCES];

/** A function has its body as a text behind AS, or parsed: then the server writes it out anew each time. */
const BODY_AS_TEXT = /^AS [$']/m;

/**
 * Numbers of the relations whose parts have to be read again, or `all` where other things may be told differently
 * too. Of views the text depends on which columns their tables have, so they are among them if anything is.
 */
export function staleRelations({ stamps, material }: Memory, now: Stamps): readonly string[] | "all" {
  const staleness = stalenessOf(stamps, now);
  if (staleness === "all") return "all";
  const { changed, gone } = staleness;
  if (changed.length + gone.length === 0) return [];
  const members = new Set(
    material.members.flatMap(({ catalog, id }) => (catalog === "pg_class" ? [id] : [])),
  );
  if (changed.some((id) => members.has(id))) return "all";
  const isParsed = ({ definition }: CatalogRow): boolean => !BODY_AS_TEXT.test(String(definition));
  if (rowsOf(material, FUNCTIONS).some(isParsed)) return "all";
  const views = rowsOf(material, RELATIONS).filter(
    ({ kind }) => kind === "view" || kind === "materialized view",
  );
  return [...changed, ...gone, ...views.map(({ id }) => id)];
}

/** What is remembered, with what was read again in its place. */
export function renewed(
  old: readonly Answer[],
  fresh: readonly Answer[],
  stale: readonly string[],
): readonly Answer[] {
  const isStale = new Set(stale);
  return old.map(({ query, rows }) => {
    const read = fresh.find((answer) => answer.query === query)?.rows;
    const { again } = query;
    if (read === undefined || again === undefined) return { query, rows };
    if (again === "always") return { query, rows: read };
    return { query, rows: [...rows.filter((row) => !isStale.has(again(row))), ...read] };
  });
}

/** True where something has another name now: what mentions it was not read again and has the old one. */
export const hasRenamed = (old: Material, fresh: readonly Answer[]): boolean =>
  MENTIONED.some((query) => {
    const names = new Map(rowsOf(old, query).map((row) => [keyOf(row), nameOf(row)]));
    const read = fresh.find((answer) => answer.query === query)?.rows ?? [];
    return read.some((row) => (names.get(keyOf(row)) ?? nameOf(row)) !== nameOf(row));
  });

const keyOf = ({ id, sub }: CatalogRow): string => `${id} ${sub ?? 0}`;

const nameOf = ({ schema, name }: CatalogRow): string => `${schema ?? ""} ${name}`;

const rowsOf = ({ answers }: Material, query: CatalogQuery): readonly CatalogRow[] =>
  answers.find((answer) => answer.query === query)?.rows ?? [];
