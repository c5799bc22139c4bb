// What a snapshot was made from, kept so that the next one only has to read what has changed since.

import type { Session } from "../database/database.ts";
import type { Answer, Material } from "./assemble.ts";
import { QUERIES } from "./queries.ts";
import { COLUMNS } from "./queries/columns.ts";
import { INDEXES } from "./queries/constraints.ts";
import { AGGREGATES, FUNCTIONS } from "./queries/functions.ts";
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
const MENTIONED: readonly CatalogQuery[] = [RELATIONS, COLUMNS, INDEXES, SEQUENCES, FUNCTIONS, AGGREGATES];

/** A function has its body as a text behind AS, or parsed: then the server writes it out anew each time. */
const BODY_AS_TEXT = /^AS [$']/m;

/** A query that has to be asked again: for everything, or for these relations alone. */
export interface Stale {
  readonly query: CatalogQuery;
  readonly only?: readonly string[];
}

/** Functions may come and go without anything else being told otherwise, as long as none has another name. */
const FUNCTION_CATALOG = "pg_proc";

/**
 * What has to be asked again, or `all` where anything may be told differently. Of views the text depends on which
 * columns their tables have, so they are read again if any relation is.
 */
export function staleQueries({ stamps, material }: Memory, now: Stamps): readonly Stale[] | "all" {
  const { changed, gone, catalogs, roles } = stalenessOf(stamps, now);
  if (roles || catalogs.some((catalog) => catalog !== FUNCTION_CATALOG)) return "all";
  const members = new Set(
    material.members.flatMap(({ catalog, id }) => (catalog === "pg_class" ? [id] : [])),
  );
  if (changed.some((id) => members.has(id))) return "all";
  const isParsed = ({ definition }: CatalogRow): boolean => !BODY_AS_TEXT.test(String(definition));
  const some = changed.length + gone.length > 0;
  if (some && rowsOf(material, FUNCTIONS).some(isParsed)) return "all";
  const views = rowsOf(material, RELATIONS).filter(
    ({ kind }) => kind === "view" || kind === "materialized view",
  );
  const only = some ? [...changed, ...gone, ...views.map(({ id }) => id)] : [];
  return QUERIES.flatMap((query): readonly Stale[] => {
    if (query.again === "always" || catalogs.includes(query.catalog)) return [{ query }];
    return query.again !== undefined && only.length > 0 ? [{ query, only }] : [];
  });
}

/** What is remembered, with what was read again in its place. */
export function renewed(
  old: readonly Answer[],
  fresh: readonly Answer[],
  stale: readonly Stale[],
): readonly Answer[] {
  return old.map((answer): Answer => {
    const { query } = answer;
    const read = fresh.find((other) => other.query === query);
    const only = stale.find((other) => other.query === query)?.only;
    const { again } = query;
    if (read === undefined || only === undefined || typeof again !== "function") return read ?? answer;
    const isStale = new Set(only);
    return { query, rows: [...answer.rows.filter((row) => !isStale.has(again(row))), ...read.rows] };
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
