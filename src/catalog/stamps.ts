// Tells what may have changed in the catalogs since they were read, in much less time than it takes to read them.

import { FIRST_USER_ID, isNew } from "./query.ts";

/**
 * How many rows the catalogs have, and how many are fresh: written by a transaction that was not over when
 * they were read last. A change writes a row anew and takes the old one away, so what has no fresh rows and as many
 * as before is as it was.
 */
export interface Stamps {
  /** The first transaction that was not over. */
  readonly horizon: string;
  /** Another text where a role has another name: owners and grants are told by name. */
  readonly roles: string;
  /** By the number of a table, view, index and so on: what belongs to it, in whichever catalog. */
  readonly relations: Counts;
  /** By catalog: what belongs to no relation. */
  readonly others: Counts;
}

type Count = readonly [rows: number, fresh: number];

export interface Staleness {
  /** Relations of which something may have changed. */
  readonly changed: readonly string[];
  readonly gone: readonly string[];
  /** Catalogs of which something may have changed that belongs to no relation. */
  readonly catalogs: readonly string[];
  /** True where roles may be called otherwise. */
  readonly roles: boolean;
}

/** Until then the server marked an index as invalid in place, which leaves no fresh row. */
export const VERSION_WITH_STAMPS = 140_000;
const VERSION_WITH_PUBLISHED_SCHEMAS = 150_000;

/** Catalogs whose rows come and go by themselves: they are counted. An index's row belongs to the indexed table. */
const COUNTED: readonly string[] = [
  `select oid, xmin from pg_class where relkind in ('r', 'p', 'v', 'm', 'f', 'c', 'S') and ${isNew("oid")}`,
  `select indrelid, xmin from pg_index where ${isNew("indexrelid")}`,
  "select conrelid, xmin from pg_constraint where conrelid <> 0",
  `select ev_class, xmin from pg_rewrite where ${isNew("ev_class")}`,
  "select inhrelid, xmin from pg_inherits",
  "select stxrelid, xmin from pg_statistic_ext",
  // Which column a sequence belongs to stands nowhere else.
  `select s.seqrelid, d.xmin from pg_sequence as s join pg_depend as d
    on d.classid = 'pg_class'::regclass and d.objid = s.seqrelid and d.refclassid = 'pg_class'::regclass`,
];

/**
 * Catalogs of which no row goes without leaving a fresh one in another: a default with its column, a column with its
 * table. Only fresh rows are looked for.
 */
const WATCHED: readonly string[] = [
  `select attrelid, xmin from pg_attribute where ${isNew("attrelid")} and attnum > 0`,
  "select adrelid, xmin from pg_attrdef",
  `select i.indrelid, c.xmin from pg_index as i join pg_class as c on c.oid = i.indexrelid
    where ${isNew("c.oid")}`,
  `select (select c.oid from pg_class as c where c.reltoastrelid = t.oid), t.xmin from pg_class as t
    where t.relkind = 't' and ${isNew("t.oid")}`,
  "select ftrelid, xmin from pg_foreign_table",
  "select seqrelid, xmin from pg_sequence",
];

const WHOLLY = ["pg_namespace", "pg_language", "pg_tablespace", "pg_init_privs"];
const USERS_ONLY = [
  ...["pg_extension", "pg_enum", "pg_operator", "pg_opfamily", "pg_opclass", "pg_amop", "pg_amproc", "pg_am"],
  ...["pg_cast", "pg_transform", "pg_collation", "pg_conversion", "pg_event_trigger", "pg_default_acl"],
  ...["pg_ts_parser", "pg_ts_template", "pg_ts_dict", "pg_ts_config"],
  ...["pg_foreign_data_wrapper", "pg_foreign_server", "pg_publication", "pg_publication_rel"],
];

/**
 * By catalog, what follows its name. Of what initdb made only the grants are told, and a row that was granted on keeps
 * its list. Of types, all but the row types of tables and their arrays.
 */
const others = (version: number): readonly (readonly [catalog: string, where: string])[] => [
  ...WHOLLY.map((catalog) => [catalog, ""] as const),
  ...USERS_ONLY.map((catalog) => [catalog, `where ${isNew("oid")}`] as const),
  ["pg_proc", `where proacl is not null or ${isNew("oid")}`],
  ["pg_range", `where ${isNew("rngtypid")}`],
  ["pg_aggregate", `where aggfnoid::oid >= ${FIRST_USER_ID}`],
  ["pg_ts_config_map", `where ${isNew("mapcfg")}`],
  ...(version < VERSION_WITH_PUBLISHED_SCHEMAS ? [] : [["pg_publication_namespace", ""] as const]),
  ["pg_class", `where relacl is not null and not ${isNew("oid")} or relkind = 'c'`],
  [
    "pg_type",
    `where case when ${isNew("oid")} then
        typrelid = 0 and typinput <> 'array_in'::regproc
        or typrelid <> 0 and (select c.relkind from pg_class as c where c.oid = typrelid) = 'c'
      else typacl is not null end`,
  ],
];

const IS_FRESH = "age(xmin) <= (select age from since)";
const unionOf = (selects: readonly string[]): string => selects.join("\n      union all ");

/** Takes the horizon of the stamps before, or null. A row is as old as the transaction that wrote it. */
export const stampsText = (version: number): string => `
with since as materialized (select age($1::xid8::xid) as age)
select json_build_object(
  'horizon', pg_snapshot_xmin(pg_current_snapshot())::text,
  'roles', (select md5(string_agg(oid::text || rolname, ',' order by oid)) from pg_roles),
  'relations', (
    select coalesce(json_object_agg(oid, json_build_array(counted, fresh)), '{}') from (
      select oid, sum(counted) as counted, sum(fresh) as fresh from (
        select oid, 1 as counted, (${IS_FRESH})::int as fresh from (
          ${unionOf(COUNTED)}) as part (oid, xmin)
        union all select oid, 0, 1 from (
          ${unionOf(WATCHED)}) as part (oid, xmin) where oid is not null and ${IS_FRESH}) as rows
      group by oid) as relations),
  'others', (
    select json_object_agg(catalog, json_build_array(counted, fresh)) from (
      select catalog, count(*) as counted, count(*) filter (where ${IS_FRESH}) as fresh from (
        ${unionOf(others(version).map(([catalog, where]) => `select '${catalog}' as catalog, xmin from ${catalog} ${where}`))}
      ) as rows group by catalog) as catalogs)) as stamps`;

type Counts = Readonly<Record<string, Count>>;

/** Compares what was with what is. What has no rows at all is not counted. */
export const stalenessOf = (was: Stamps, is: Stamps): Staleness => ({
  changed: changedIn(was.relations, is.relations),
  gone: goneFrom(was.relations, is.relations),
  catalogs: [...changedIn(was.others, is.others), ...goneFrom(was.others, is.others)],
  roles: was.roles !== is.roles,
});

const changedIn = (before: Counts, now: Counts): readonly string[] =>
  Object.entries(now)
    .filter(([id, [rows, fresh]]) => fresh > 0 || before[id]?.[0] !== rows)
    .map(([id]) => id);

const goneFrom = (before: Counts, now: Counts): readonly string[] =>
  Object.entries(before)
    .filter(([id, [rows]]) => rows > 0 && now[id] === undefined)
    .map(([id]) => id);
