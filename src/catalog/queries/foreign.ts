// What reaches out: foreign data wrappers, servers and user mappings; publications and subscriptions.

import { grants, isNew, procedure, sortedList, yes, type CatalogQuery } from "../query.ts";

export const FOREIGN_DATA_WRAPPERS: CatalogQuery = {
  catalog: "pg_foreign_data_wrapper",
  text: () => `
select w.oid::text as id, 'foreign data wrapper' as kind, quote_ident(w.fdwname) as name,
  pg_get_userbyid(w.fdwowner) as owner,
  ${procedure("w.fdwhandler")} as handler, ${procedure("w.fdwvalidator")} as validator,
  ${sortedList("w.fdwoptions")} as options,
  ${grants("w.fdwacl", "F", "w.fdwowner")}
from pg_foreign_data_wrapper as w
where ${isNew("w.oid")}`,
};

export const SERVERS: CatalogQuery = {
  catalog: "pg_foreign_server",
  text: () => `
select s.oid::text as id, 'server' as kind, quote_ident(s.srvname) as name,
  pg_get_userbyid(s.srvowner) as owner,
  (select quote_ident(w.fdwname) from pg_foreign_data_wrapper as w where w.oid = s.srvfdw) as wrapper,
  s.srvtype as type, s.srvversion as version,
  ${sortedList("s.srvoptions")} as options,
  ${grants("s.srvacl", "S", "s.srvowner")}
from pg_foreign_server as s
where ${isNew("s.oid")}`,
};

/** Only which options there are: one of them is the password. */
export const USER_MAPPINGS: CatalogQuery = {
  catalog: "pg_user_mapping",
  again: "always",
  text: () => `
select m.umid::text as id, 'user mapping' as kind,
  'for ' || case m.umuser when 0 then 'public' else quote_ident(m.usename) end || ' server ' || quote_ident(m.srvname)
    as name,
  (select string_agg(option_name, ', ' order by option_name collate "C") from pg_options_to_table(m.umoptions))
    as options
from pg_user_mappings as m
where ${isNew("m.umid")}`,
};

const VERSION_WITH_PUBLISHED_SCHEMAS = 150_000;
const VERSION_WITH_PUBLISHED_GENERATED_COLUMNS = 180_000;

/** A table with its columns and the rows that are published, where not all of them are. */
const publishedTable = (version: number): string =>
  version < VERSION_WITH_PUBLISHED_SCHEMAS
    ? "r.prrelid::regclass::text"
    : `r.prrelid::regclass::text
      || coalesce(' (' || (
        select string_agg(quote_ident(a.attname), ', ' order by a.attnum) from pg_attribute as a
        where a.attrelid = r.prrelid and a.attnum = any (r.prattrs)) || ')', '')
      || coalesce(' where ' || pg_get_expr(r.prqual, r.prrelid), '')`;

export const PUBLICATIONS: CatalogQuery = {
  catalog: "pg_publication",
  text: ({ version }) => `
select p.oid::text as id, 'publication' as kind, quote_ident(p.pubname) as name,
  pg_get_userbyid(p.pubowner) as owner,
  concat_ws(', ', case when p.pubinsert then 'insert' end, case when p.pubupdate then 'update' end,
    case when p.pubdelete then 'delete' end, case when p.pubtruncate then 'truncate' end) as actions,
  ${yes("p.pubviaroot")} as "via the partition root",
  ${
    version < VERSION_WITH_PUBLISHED_GENERATED_COLUMNS
      ? "null"
      : "case p.pubgencols when 's' then 'stored' end"
  } as "generated columns",
  ${yes("p.puballtables")} as "all tables",
  ${
    version < VERSION_WITH_PUBLISHED_SCHEMAS
      ? "null"
      : `(select string_agg(s.pnnspid::regnamespace::text, ', ' order by s.pnnspid::regnamespace::text collate "C")
    from pg_publication_namespace as s where s.pnpubid = p.oid)`
  } as schemas,
  (select string_agg(item, '; ' order by item collate "C") from (
    select ${publishedTable(version)} as item from pg_publication_rel as r where r.prpubid = p.oid) as published)
    as tables
from pg_publication as p
where ${isNew("p.oid")}`,
};

/** Not where it connects to: a password may be in it, and most roles may not read it. */
export const SUBSCRIPTIONS: CatalogQuery = {
  catalog: "pg_subscription",
  again: "always",
  text: ({ version }) => `
select ${version < 140_000 ? "s.subname" : "s.oid"}::text as id, 'subscription' as kind, quote_ident(s.subname) as name,
  pg_get_userbyid(s.subowner) as owner,
  s.subslotname::text as slot,
  (select string_agg(quote_ident(p), ', ' order by p collate "C") from unnest(s.subpublications) as p)
    as publications
from pg_subscription as s
where s.subdbid = (select d.oid from pg_database as d where d.datname = current_database())`,
};
