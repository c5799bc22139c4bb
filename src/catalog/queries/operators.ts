// Operators, their classes and families, casts, transforms, access methods and languages.

import { grants, isMember, isNew, procedure, yes, type CatalogQuery } from "../query.ts";

/** A name that an operator mentions before it is defined is no operator yet. */
export const OPERATORS: CatalogQuery = {
  catalog: "pg_operator",
  text: () => `
select o.oid::text as id, 'operator' as kind, o.oprnamespace::text as schema,
  o.oprname || '(' || coalesce(format_type(nullif(o.oprleft, 0), null), 'none') || ', '
    || coalesce(format_type(nullif(o.oprright, 0), null), 'none') || ')' as name,
  pg_get_userbyid(o.oprowner) as owner,
  o.oprcode::oid::regprocedure::text as function,
  nullif(o.oprcom, 0)::regoperator::text as commutator, nullif(o.oprnegate, 0)::regoperator::text as negator,
  ${procedure("o.oprrest")} as "restriction estimator", ${procedure("o.oprjoin")} as "join estimator",
  ${yes("o.oprcanhash")} as "can hash", ${yes("o.oprcanmerge")} as "can merge"
from pg_operator as o
where o.oprcode <> 0 and ${isNew("o.oid")} and not ${isMember("pg_operator", "o.oid")}`,
};

/** The operators and functions that hang on a class or a family, in the order of their numbers. */
const members = (catalog: "pg_opclass" | "pg_opfamily", id: string): string => `
  (select string_agg(item, ', ' order by item collate "C") from (
    select format('operator %s %s%s', m.amopstrategy, m.amopopr::regoperator,
      case when m.amopsortfamily <> 0 then ' for order by ' || (
        select f.opfnamespace::regnamespace::text || '.' || quote_ident(f.opfname)
        from pg_opfamily as f where f.oid = m.amopsortfamily) end) as item
    from pg_amop as m join pg_depend as d on d.classid = 'pg_amop'::regclass and d.objid = m.oid
    where d.refclassid = '${catalog}'::regclass and d.refobjid = ${id}
    union all
    select format('function %s (%s, %s) %s', m.amprocnum, m.amproclefttype::regtype, m.amprocrighttype::regtype,
      m.amproc::oid::regprocedure)
    from pg_amproc as m join pg_depend as d on d.classid = 'pg_amproc'::regclass and d.objid = m.oid
    where d.refclassid = '${catalog}'::regclass and d.refobjid = ${id}
  ) as member)`;

export const OPERATOR_FAMILIES: CatalogQuery = {
  catalog: "pg_opfamily",
  text: () => `
select f.oid::text as id, 'operator family' as kind, f.opfnamespace::text as schema,
  quote_ident(f.opfname) || ' using ' || quote_ident(a.amname) as name,
  pg_get_userbyid(f.opfowner) as owner,
  ${members("pg_opfamily", "f.oid")} as members
from pg_opfamily as f
join pg_am as a on a.oid = f.opfmethod
where ${isNew("f.oid")} and not ${isMember("pg_opfamily", "f.oid")}`,
};

export const OPERATOR_CLASSES: CatalogQuery = {
  catalog: "pg_opclass",
  text: () => `
select c.oid::text as id, 'operator class' as kind, c.opcnamespace::text as schema,
  quote_ident(c.opcname) || ' using ' || quote_ident(a.amname) as name,
  pg_get_userbyid(c.opcowner) as owner,
  format_type(c.opcintype, null) as type, ${yes("c.opcdefault")} as default,
  (select f.opfnamespace::regnamespace::text || '.' || quote_ident(f.opfname)
    from pg_opfamily as f where f.oid = c.opcfamily) as family,
  case when c.opckeytype <> 0 then format_type(c.opckeytype, null) end as storage,
  ${members("pg_opclass", "c.oid")} as members
from pg_opclass as c
join pg_am as a on a.oid = c.opcmethod
where ${isNew("c.oid")} and not ${isMember("pg_opclass", "c.oid")}`,
};

export const CASTS: CatalogQuery = {
  catalog: "pg_cast",
  text: () => `
select c.oid::text as id, 'cast' as kind,
  '(' || format_type(c.castsource, null) || ' as ' || format_type(c.casttarget, null) || ')' as name,
  ${procedure("c.castfunc")} as function,
  case c.castcontext when 'e' then 'explicit' when 'a' then 'assignment' else 'implicit' end as context,
  case c.castmethod when 'f' then 'function' when 'i' then 'inout' else 'binary' end as method
from pg_cast as c
where ${isNew("c.oid")}
  and not exists (
    select from pg_depend as d
    where d.classid = 'pg_cast'::regclass and d.objid = c.oid and d.deptype = 'i')`,
};

export const TRANSFORMS: CatalogQuery = {
  catalog: "pg_transform",
  text: () => `
select t.oid::text as id, 'transform' as kind,
  'for ' || format_type(t.trftype, null) || ' language ' || quote_ident(l.lanname) as name,
  ${procedure("t.trffromsql")} as "from sql",
  ${procedure("t.trftosql")} as "to sql"
from pg_transform as t
join pg_language as l on l.oid = t.trflang
where ${isNew("t.oid")}`,
};

export const ACCESS_METHODS: CatalogQuery = {
  catalog: "pg_am",
  text: () => `
select a.oid::text as id, 'access method' as kind, quote_ident(a.amname) as name,
  case a.amtype when 't' then 'table' else 'index' end as type, a.amhandler::text as handler
from pg_am as a
where ${isNew("a.oid")}`,
};

export const LANGUAGES: CatalogQuery = {
  catalog: "pg_language",
  text: () => `
select l.oid::text as id, 'language' as kind, quote_ident(l.lanname) as name,
  pg_get_userbyid(l.lanowner) as owner, ${yes("l.lanpltrusted")} as trusted,
  ${procedure("l.lanplcallfoid")} as handler,
  ${procedure("l.laninline")} as "inline handler",
  ${procedure("l.lanvalidator")} as validator,
  ${grants("l.lanacl", "l", "l.lanowner")}
from pg_language as l
where l.lanispl and ${isNew("l.oid")}`,
};
