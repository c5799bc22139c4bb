// Types: domains, enums, composites, ranges, base types and shells.

import { grants, isNew, procedure, yes, type CatalogQuery } from "../query.ts";

const VERSION_WITH_MULTIRANGES = 140_000;
/** From here on NOT NULL of a domain is a constraint with a name. */
const VERSION_WITH_NOT_NULL_CONSTRAINTS = 170_000;

const collation = (chosen: string, given: string): string =>
  `case when ${chosen} not in (0, ${given}) then ${chosen}::regcollation::text end`;

/** Types that come with something else are not told of: rows of tables, arrays, multiranges. */
const IS_FREE = `
  t.typtype not in ('d', 'm') and t.typinput <> 'array_in'::regproc
  and (t.typrelid = 0 or (select c.relkind from pg_class as c where c.oid = t.typrelid) = 'c')`;

/** What C code needs to know of a type. The two functions that read and write text are always there. */
const BASE_TYPE = `concat_ws(', ',
    'input ' || t.typinput::oid::regprocedure::text, 'output ' || t.typoutput::oid::regprocedure::text,
    'receive ' || ${procedure("t.typreceive")}, 'send ' || ${procedure("t.typsend")},
    'typmod_in ' || ${procedure("t.typmodin")}, 'typmod_out ' || ${procedure("t.typmodout")},
    'analyze ' || ${procedure("t.typanalyze")},
    'length ' || t.typlen::text, 'by value ' || t.typbyval::text, 'alignment ' || t.typalign::text, 'storage ' || t.typstorage::text,
    'category ' || t.typcategory::text, 'preferred ' || t.typispreferred::text, 'delimiter ' || t.typdelim::text,
    'element ' || nullif(t.typelem, 0)::regtype::text, 'collatable ' || (t.typcollation <> 0)::text,
    'default ' || t.typdefault)`;

export const TYPES: CatalogQuery = {
  catalog: "pg_type",
  text: ({ version }) => `
select t.oid::text as id, t.typnamespace::text as schema, 'type' as kind, quote_ident(t.typname) as name,
  pg_get_userbyid(t.typowner) as owner,
  case t.typtype when 'b' then 'base' when 'c' then 'composite' when 'e' then 'enum' when 'r' then 'range'
    else 'shell' end as form,
  case when t.typtype = 'e' then (
    select string_agg(quote_literal(e.enumlabel), ', ' order by e.enumsortorder)
    from pg_enum as e where e.enumtypid = t.oid) end as labels,
  format_type(r.rngsubtype, null) as subtype,
  ${version < VERSION_WITH_MULTIRANGES ? "null" : "format_type(r.rngmultitypid, null)"} as multirange,
  case when not o.opcdefault then o.opcnamespace::regnamespace::text || '.' || quote_ident(o.opcname) end
    as "operator class",
  ${collation("r.rngcollation", "s.typcollation")} as collation,
  ${procedure("r.rngcanonical")} as "canonical function",
  ${procedure("r.rngsubdiff")} as "difference function",
  case when t.typtype = 'b' then ${BASE_TYPE} end as definition,
  ${grants("t.typacl", "T", "t.typowner")}
from pg_type as t
left join pg_range as r on r.rngtypid = t.oid
left join pg_type as s on s.oid = r.rngsubtype
left join pg_opclass as o on o.oid = r.rngsubopc
where ${IS_FREE} and ${isNew("t.oid")}`,
};

export const DOMAINS: CatalogQuery = {
  catalog: "pg_type",
  text: ({ version }) => `
select t.oid::text as id, t.typnamespace::text as schema, 'domain' as kind, quote_ident(t.typname) as name,
  pg_get_userbyid(t.typowner) as owner,
  format_type(t.typbasetype, t.typtypmod) as type,
  ${collation("t.typcollation", "b.typcollation")} as collation,
  ${
    version < VERSION_WITH_NOT_NULL_CONSTRAINTS
      ? yes("t.typnotnull")
      : `case when t.typnotnull then coalesce((
    select 'constraint ' || quote_ident(n.conname) from pg_constraint as n
    where n.contypid = t.oid and n.contype = 'n' and n.conname <> t.typname || '_not_null'), 'yes') end`
  } as "not null",
  coalesce(pg_get_expr(t.typdefaultbin, 0), t.typdefault) as default,
  ${grants("t.typacl", "T", "t.typowner")}
from pg_type as t
join pg_type as b on b.oid = t.typbasetype
where t.typtype = 'd' and ${isNew("t.oid")}`,
};
