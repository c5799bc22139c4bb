// What text is compared, converted and searched by: collations, conversions and text search.

import { isNew, procedure, yes, type CatalogQuery } from "../query.ts";

/** The locale for ICU moved from a column of its own to one that all providers share. */
const localeOf = (version: number): string =>
  version < 150_000 ? "null" : version < 170_000 ? "c.colliculocale" : "c.colllocale";

export const COLLATIONS: CatalogQuery = {
  catalog: "pg_collation",
  text: ({ version }) => `
select c.oid::text as id, 'collation' as kind, c.collnamespace::text as schema, quote_ident(c.collname) as name,
  pg_get_userbyid(c.collowner) as owner,
  case c.collprovider when 'i' then 'icu' when 'b' then 'builtin' when 'd' then 'default' else 'libc' end
    as provider,
  c.collcollate::text as collate, c.collctype::text as ctype,
  ${localeOf(version)}::text as locale, ${version < 160_000 ? "null" : "c.collicurules"}::text as rules,
  ${yes("not c.collisdeterministic")} as nondeterministic
from pg_collation as c
where ${isNew("c.oid")}`,
};

export const CONVERSIONS: CatalogQuery = {
  catalog: "pg_conversion",
  text: () => `
select c.oid::text as id, 'conversion' as kind, c.connamespace::text as schema, quote_ident(c.conname) as name,
  pg_get_userbyid(c.conowner) as owner, c.conproc::oid::regprocedure::text as function,
  pg_encoding_to_char(c.conforencoding) as "from", pg_encoding_to_char(c.contoencoding) as "to",
  ${yes("c.condefault")} as default
from pg_conversion as c
where ${isNew("c.oid")}`,
};

export const SEARCH_PARSERS: CatalogQuery = {
  catalog: "pg_ts_parser",
  text: () => `
select p.oid::text as id, 'text search parser' as kind, p.prsnamespace::text as schema,
  quote_ident(p.prsname) as name,
  ${procedure("p.prsstart")} as "start", ${procedure("p.prstoken")} as token, ${procedure("p.prsend")} as "end",
  ${procedure("p.prsheadline")} as headline, ${procedure("p.prslextype")} as "token types"
from pg_ts_parser as p
where ${isNew("p.oid")}`,
};

export const SEARCH_TEMPLATES: CatalogQuery = {
  catalog: "pg_ts_template",
  text: () => `
select t.oid::text as id, 'text search template' as kind, t.tmplnamespace::text as schema,
  quote_ident(t.tmplname) as name, ${procedure("t.tmplinit")} as "init", ${procedure("t.tmpllexize")} as lexize
from pg_ts_template as t
where ${isNew("t.oid")}`,
};

export const SEARCH_DICTIONARIES: CatalogQuery = {
  catalog: "pg_ts_dict",
  text: () => `
select d.oid::text as id, 'text search dictionary' as kind, d.dictnamespace::text as schema,
  quote_ident(d.dictname) as name, pg_get_userbyid(d.dictowner) as owner,
  (select t.tmplnamespace::regnamespace::text || '.' || quote_ident(t.tmplname)
    from pg_ts_template as t where t.oid = d.dicttemplate) as template,
  d.dictinitoption as options
from pg_ts_dict as d
where ${isNew("d.oid")}`,
};

export const SEARCH_CONFIGURATIONS: CatalogQuery = {
  catalog: "pg_ts_config",
  text: () => `
select c.oid::text as id, 'text search configuration' as kind, c.cfgnamespace::text as schema,
  quote_ident(c.cfgname) as name, pg_get_userbyid(c.cfgowner) as owner,
  (select p.prsnamespace::regnamespace::text || '.' || quote_ident(p.prsname)
    from pg_ts_parser as p where p.oid = c.cfgparser) as parser,
  (select string_agg(map.line, '; ' order by map.line collate "C") from (
    select t.alias || ': ' || string_agg(m.mapdict::regdictionary::text, ', ' order by m.mapseqno) as line
    from pg_ts_config_map as m join ts_token_type(c.cfgparser) as t on t.tokid = m.maptokentype
    where m.mapcfg = c.oid group by t.alias) as map) as mappings
from pg_ts_config as c
where ${isNew("c.oid")}`,
};
