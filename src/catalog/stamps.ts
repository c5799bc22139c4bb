// Tells what may have changed in the catalogs since they were read, in much less time than it takes to read them.

import { FIRST_USER_ID, isNew } from "./query.ts";

/**
 * How many rows the catalogs have, and how many of those are fresh: written by a transaction that was not over when
 * they were read last. A change writes a row anew and takes the old one away, so what has no fresh rows and as many
 * as before is as it was.
 */
export interface Stamps {
  /** The first transaction that was not over. */
  readonly horizon: string;
  /** Another text where a role has another name: owners and grants are told by name. */
  readonly roles: string;
  /** By the number of a table, view, index and so on: what belongs to it, in whichever catalog. */
  readonly relations: Readonly<Record<string, Count>>;
  /** By catalog: what belongs to no relation. */
  readonly others: Readonly<Record<string, Count>>;
}

type Count = readonly [rows: number, fresh: number];

/** Relations of which something may have changed, and those that are gone; or `all` where more may have. */
export type Staleness = "all" | { readonly changed: readonly string[]; readonly gone: readonly string[] };

/** Until then the server marked an index as invalid in place, which leaves no fresh row. */
export const VERSION_WITH_STAMPS = 140_000;
const VERSION_WITH_PUBLISHED_SCHEMAS = 150_000;

/** A toast table's row belongs to its table, and an index's to the indexed one. */
const RELATIONS: readonly string[] = [
  `select c.oid, c.xmin from pg_class as c
    where c.relkind in ('r', 'p', 'v', 'm', 'f', 'c') and ${isNew("c.oid")}`,
  `select c.oid, t.xmin from pg_class as c join pg_class as t on t.oid = c.reltoastrelid where ${isNew("c.oid")}`,
  `select i.indrelid, c.xmin from pg_index as i join pg_class as c on c.oid = i.indexrelid
    where ${isNew("c.oid")}`,
  `select indrelid, xmin from pg_index where ${isNew("indexrelid")}`,
  `select attrelid, xmin from pg_attribute where ${isNew("attrelid")} and attnum > 0`,
  "select adrelid, xmin from pg_attrdef",
  "select conrelid, xmin from pg_constraint",
  `select ev_class, xmin from pg_rewrite where ${isNew("ev_class")}`,
  "select inhrelid, xmin from pg_inherits",
  "select ftrelid, xmin from pg_foreign_table",
];

/** Of what initdb made only the grants are told; names and all else stay as they are. */
const SYSTEM_TOO = ["pg_proc", "pg_namespace", "pg_language", "pg_tablespace", "pg_init_privs"];
const USERS_ONLY = [
  ...["pg_extension", "pg_enum", "pg_operator", "pg_opfamily", "pg_opclass", "pg_amop", "pg_amproc", "pg_am"],
  ...["pg_cast", "pg_transform", "pg_collation", "pg_conversion", "pg_event_trigger", "pg_default_acl"],
  ...["pg_ts_parser", "pg_ts_template", "pg_ts_dict", "pg_ts_config"],
  ...["pg_foreign_data_wrapper", "pg_foreign_server", "pg_publication", "pg_publication_rel"],
];

/** By catalog, what follows its name. Of types, all but the row types of tables and their arrays. */
const others = (version: number): readonly (readonly [catalog: string, where: string])[] => [
  ...SYSTEM_TOO.map((catalog) => [catalog, ""] as const),
  ...USERS_ONLY.map((catalog) => [catalog, `where ${isNew("oid")}`] as const),
  ["pg_range", `where ${isNew("rngtypid")}`],
  ["pg_aggregate", `where aggfnoid::oid >= ${FIRST_USER_ID}`],
  ["pg_ts_config_map", `where ${isNew("mapcfg")}`],
  ...(version < VERSION_WITH_PUBLISHED_SCHEMAS ? [] : [["pg_publication_namespace", ""] as const]),
  ["pg_class", `where not ${isNew("oid")} or relkind = 'c'`],
  [
    "pg_type",
    `where not ${isNew("oid")} or typrelid = 0 and typinput <> 'array_in'::regproc
      or typrelid <> 0 and (select c.relkind from pg_class as c where c.oid = typrelid) = 'c'`,
  ],
];

const COUNT = "json_build_array(count(*), count(*) filter (where age(xmin) <= (select age from since)))";

/** Takes the horizon of the stamps before, or null. A row is as old as the transaction that wrote it. */
export const stampsText = (version: number): string => `
with since as materialized (select age($1::xid8::xid) as age)
select json_build_object(
  'horizon', pg_snapshot_xmin(pg_current_snapshot())::text,
  'roles', (select md5(string_agg(oid::text || rolname, ',' order by oid)) from pg_roles),
  'relations', (
    select coalesce(json_object_agg(counted.oid, counted.rows), '{}') from (
      select part.oid, ${COUNT} as rows
      from (${RELATIONS.join("\n      union all ")}) as part (oid, xmin) group by part.oid) as counted),
  'others', json_build_object(${others(version)
    .map(([catalog, where]) => `'${catalog}', (select ${COUNT} from ${catalog} ${where})`)
    .join(",\n    ")})) as stamps`;

/** Compares what was with what is. */
export function stalenessOf(was: Stamps, is: Stamps): Staleness {
  const isCalm = (catalog: string, [rows, fresh]: Count): boolean =>
    fresh === 0 && was.others[catalog]?.[0] === rows;
  if (was.roles !== is.roles) return "all";
  if (!Object.entries(is.others).every(([catalog, count]) => isCalm(catalog, count))) return "all";
  return {
    changed: Object.entries(is.relations)
      .filter(([id, [rows, fresh]]) => fresh > 0 || was.relations[id]?.[0] !== rows)
      .map(([id]) => id),
    gone: Object.keys(was.relations).filter((id) => is.relations[id] === undefined),
  };
}
