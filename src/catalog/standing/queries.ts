// What is asked of the catalogs about objects that repeatables make. `search_path` leaves names qualified by then.

const CLASS = (catalog: string, id: string): string => `'${catalog}'::regclass::oid || '/' || ${id}::text`;

/** Wanted objects, as JSON in `$1`, with the numbers that those which stand have, by the session's `search_path`. */
export const RESOLVE: string = `
select w.n, o.catalog::oid::text as catalog, o.id::text as id,
  (select coalesce(json_agg(to_regtype(t.type)::oid::text order by t.at), '[]')
    from json_array_elements_text(w.types) with ordinality as t (type, at)) as types,
  to_regtype(w.returns)::oid::text as returns
from json_to_recordset($1::json) as w
  (n int, kind text, name text, plain text, owner text, signature text, types json, returns text)
left join lateral (
  select 'pg_class'::regclass as catalog, c.oid as id from pg_catalog.pg_class as c
  where w.kind like '%view' and c.oid = to_regclass(w.name) and c.relkind in ('v', 'm')
  union all
  select 'pg_class'::regclass, i.indexrelid from pg_catalog.pg_index as i
  join pg_catalog.pg_class as c on c.oid = i.indexrelid
  where w.kind = 'index' and i.indrelid = to_regclass(w.owner) and (w.plain = '' or c.relname = w.plain)
  union all
  select 'pg_proc'::regclass, p.oid from pg_catalog.pg_proc as p
  where w.kind in ('function', 'procedure') and p.oid = to_regprocedure(w.signature)
  union all
  select 'pg_trigger'::regclass, t.oid from pg_catalog.pg_trigger as t
  where w.kind = 'trigger' and t.tgrelid = to_regclass(w.owner) and t.tgname = w.plain and not t.tgisinternal
  union all
  select 'pg_policy'::regclass, p.oid from pg_catalog.pg_policy as p
  where w.kind = 'policy' and p.polrelid = to_regclass(w.owner) and p.polname = w.plain
  union all
  select 'pg_rewrite'::regclass, r.oid from pg_catalog.pg_rewrite as r
  where w.kind = 'rule' and r.ev_class = to_regclass(w.owner) and r.rulename = w.plain
) as o on true`;

/** Grants as a list, with the defaults spelt out; null where nobody has changed anything and nothing new would differ. */
const grants = (acl: string, type: string, owner: string): string => `
  case when ${acl} is null and not exists (
    select from pg_default_acl where defaclobjtype = '${type}' and defaclrole = current_user::regrole)
  then null else (
    select coalesce(json_agg(json_build_object('who', ${who("e.grantee")}, 'what', e.privilege_type,
      'grantable', e.is_grantable, 'byOwner', e.grantor = ${owner})), '[]')
    from aclexplode(coalesce(${acl}, acldefault('${type}', ${owner}))) as e) end`;

const who = (id: string): string =>
  `case ${id} when 0 then 'public' else quote_ident(pg_get_userbyid(${id})) end`;

/** Whom a new object of the session's role would be open to at once. */
const startsOpenTo = (type: string): string => `
  (select coalesce(json_agg(distinct ${who("e.grantee")}), '[]')
   from pg_default_acl as d cross join aclexplode(d.defaclacl) as e
   where d.defaclobjtype = '${type}' and d.defaclrole = current_user::regrole)`;

const labels = (catalog: string, id: string): string => `
  (select coalesce(json_agg(json_build_object('provider', l.provider, 'label', l.label)), '[]')
   from pg_seclabel as l where l.classoid = '${catalog}'::regclass and l.objoid = ${id} and l.objsubid = 0)`;

export const RELATIONS: string = `
select ${CLASS("pg_class", "c.oid")} as key,
  case c.relkind when 'v' then 'view' else 'materialized view' end as kind,
  format('%I.%I', n.nspname, c.relname) as target, n.nspname as schema, c.relname as relation,
  quote_ident(pg_get_userbyid(c.relowner)) as owner, c.relowner <> current_user::regrole as "otherOwner",
  ${grants("c.relacl", "r", "c.relowner")} as grants, ${startsOpenTo("r")} as "openTo",
  obj_description(c.oid, 'pg_class') as comment, ${labels("pg_class", "c.oid")} as labels,
  exists (select from pg_seclabel as l where l.classoid = 'pg_class'::regclass and l.objoid = c.oid and l.objsubid > 0)
    as "columnLabels",
  (select json_agg(json_build_object('name', a.attname, 'type', a.atttypid::text, 'modifier', a.atttypmod,
      'statistics', coalesce(a.attstattarget, -1), 'comment', col_description(c.oid, a.attnum),
      'grants', (select coalesce(json_agg(json_build_object('who', ${who("e.grantee")}, 'what', e.privilege_type,
        'grantable', e.is_grantable, 'byOwner', e.grantor = c.relowner)), '[]') from aclexplode(a.attacl) as e))
    order by a.attnum)
   from pg_attribute as a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns
from pg_class as c join pg_namespace as n on n.oid = c.relnamespace
where c.oid = any($1::oid[]) and c.relkind in ('v', 'm')`;

export const ROUTINES: string = `
select ${CLASS("pg_proc", "p.oid")} as key,
  case p.prokind when 'p' then 'procedure' else 'function' end as kind, p.oid::regprocedure::text as target,
  quote_ident(pg_get_userbyid(p.proowner)) as owner, p.proowner <> current_user::regrole as "otherOwner",
  ${grants("p.proacl", "f", "p.proowner")} as grants, ${startsOpenTo("f")} as "openTo",
  obj_description(p.oid, 'pg_proc') as comment, ${labels("pg_proc", "p.oid")} as labels,
  p.prorettype::text as returns, p.proretset as set, p.pronargdefaults::int as defaults,
  to_json(p.proargmodes::text[]) as modes, to_json(p.proargnames) as names,
  to_json(coalesce(p.proallargtypes, p.proargtypes::oid[])::text[]) as types
from pg_proc as p where p.oid = any($1::oid[])`;

/** What belongs to a table or view: indexes, triggers, policies and rules. */
export const PARTS: string = `
select ${CLASS("pg_class", "c.oid")} as key, 'index' as kind, c.oid::regclass::text as target, i.indrelid as table,
  null as enabled, null as "nameOnly", obj_description(c.oid, 'pg_class') as comment, n.nspname as schema, o.relname as relation
from pg_index as i join pg_class as c on c.oid = i.indexrelid
join pg_class as o on o.oid = i.indrelid join pg_namespace as n on n.oid = o.relnamespace
where c.oid = any($1::oid[])
union all
select ${CLASS("pg_trigger", "t.oid")}, 'trigger', format('%I on %s', t.tgname, t.tgrelid::regclass), t.tgrelid,
  t.tgenabled::text, quote_ident(t.tgname), obj_description(t.oid, 'pg_trigger'), n.nspname, o.relname
from pg_trigger as t join pg_class as o on o.oid = t.tgrelid join pg_namespace as n on n.oid = o.relnamespace
where t.oid = any($2::oid[])
union all
select ${CLASS("pg_policy", "p.oid")}, 'policy', format('%I on %s', p.polname, p.polrelid::regclass), p.polrelid,
  null, quote_ident(p.polname), obj_description(p.oid, 'pg_policy'), n.nspname, o.relname
from pg_policy as p join pg_class as o on o.oid = p.polrelid join pg_namespace as n on n.oid = o.relnamespace
where p.oid = any($3::oid[])
union all
select ${CLASS("pg_rewrite", "r.oid")}, 'rule', format('%I on %s', r.rulename, r.ev_class::regclass), r.ev_class,
  r.ev_enabled::text, quote_ident(r.rulename), obj_description(r.oid, 'pg_rewrite'), n.nspname, o.relname
from pg_rewrite as r join pg_class as o on o.oid = r.ev_class join pg_namespace as n on n.oid = o.relnamespace
where r.oid = any($4::oid[])`;

/**
 * What depends directly on each of the objects, as catalog numbers in `$1` and `$2`. Inner parts, such as the row type of a view,
 * count as the object; a view that reads it counts as itself and not as its rule.
 */
export const DEPENDANTS: string = `
with recursive part (key, classid, objid) as (
  select classid::text || '/' || objid::text, classid, objid
  from unnest($1::oid[], $2::oid[]) as given (classid, objid)
  union
  select part.key, d.classid, d.objid
  from part join pg_depend as d on d.refclassid = part.classid and d.refobjid = part.objid and d.deptype = 'i'
), dependant as (
  select distinct part.key,
    case when r.rulename = '_RETURN' then 'pg_class'::regclass::oid else d.classid end as classid,
    case when r.rulename = '_RETURN' then r.ev_class else d.objid end as objid
  from part
  join pg_depend as d on d.refclassid = part.classid and d.refobjid = part.objid and d.deptype in ('n', 'a')
  left join pg_rewrite as r on d.classid = 'pg_rewrite'::regclass and r.oid = d.objid
)
select key, classid::text || '/' || objid::text as other, pg_describe_object(classid, objid, 0) as shown
from dependant
where not exists (
  -- What a table keeps long values in is of nobody's making.
  select from pg_class as c where classid = 'pg_class'::regclass and c.oid = objid and c.relnamespace = 'pg_toast'::regnamespace
) and not exists (
  select from part where part.key = dependant.key and part.classid = dependant.classid and part.objid = dependant.objid)
order by key, shown`;
