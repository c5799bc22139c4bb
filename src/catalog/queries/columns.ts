// Columns of tables and views, attributes of composite types, and index columns with statistics of their own.

import { isNew, sortedList, yes, type CatalogQuery, type Scope } from "../query.ts";

const VERSION_WITH_COMPRESSION = 140_000;
/** From here on NOT NULL is a constraint with a name. */
const VERSION_WITH_NOT_NULL_CONSTRAINTS = 180_000;

/**
 * A column that a child only inherits has no place of its own: pg_dump leaves it to the parent. One of a
 * partition always has, because partitions are made by themselves and attached.
 */
const IS_WRITTEN = "(a.attislocal or c.relispartition)";

/** Says `yes`, and more where there is more to say than NOT NULL alone does. */
const NOT_NULL = `
  case when n.oid is not null then concat_ws(', ',
    case when n.conname = c.relname || '_' || a.attname || '_not_null' then 'yes'
      else 'constraint ' || quote_ident(n.conname) end,
    case when n.connoinherit then 'no inherit' end,
    case when not n.convalidated then 'not valid' end,
    case when n.conislocal and not ${IS_WRITTEN} then 'declared here' end) end`;

/** Few columns have any of this, and to write nothing of it for the others takes longer than all the rest. */
const more = (version: number): string => `
  case when a.attcollation <> t.typcollation or a.attgenerated <> '' or a.attidentity <> '' or a.attinhcount > 0
    or a.attstorage <> t.typstorage or a.attstattarget >= 0 or a.attoptions is not null
    or a.attfdwoptions is not null ${version < VERSION_WITH_COMPRESSION ? "" : "or a.attcompression <> ''"}
  then json_build_object(
    'collation', case when a.attcollation <> t.typcollation then a.attcollation::regcollation::text end,
    'generated', case a.attgenerated when 's' then 'stored' when 'v' then 'virtual' end,
    'identity', case a.attidentity when 'a' then 'always' when 'd' then 'by default' end,
    'inherited', case when a.attinhcount > 0 and not c.relispartition then
      case when a.attislocal then 'yes, and declared here' else 'yes' end end,
    'storage', case when a.attstorage <> t.typstorage and c.relkind not in ('v', 'c') then
      case a.attstorage when 'p' then 'plain' when 'e' then 'external' when 'm' then 'main' else 'extended' end end,
    ${version < VERSION_WITH_COMPRESSION ? "" : "'compression', case a.attcompression when 'p' then 'pglz' when 'l' then 'lz4' end,"}
    'statistics target', case when a.attstattarget >= 0 then a.attstattarget end,
    'options', ${sortedList("a.attoptions")},
    'foreign options', ${sortedList("a.attfdwoptions")}) end`;

const notNullConstraint = (only: Scope["only"]): string => `
left join pg_constraint as n on n.conrelid = a.attrelid and n.contype = 'n' and n.conkey[1] = a.attnum
  ${only("n.conrelid")}`;

export const COLUMNS: CatalogQuery = {
  catalog: "pg_class",
  again: ({ id }) => id,
  text: ({ version, only }) => `
select a.attrelid::text as id, a.attnum as sub, quote_ident(a.attname) as name,
  case c.relkind when 'c' then 'attribute' when 'i' then 'index column' when 'I' then 'index column' else 'column' end as kind,
  case when c.relkind <> 'c' then a.attrelid::text end as relation,
  case when c.relkind = 'c' then c.reltype::text end as type_id,
  case when ${IS_WRITTEN} and c.relkind not in ('i', 'I') then row_number() over (partition by a.attrelid order by ${IS_WRITTEN} desc, a.attnum)
    end as position,
  format_type(a.atttypid, a.atttypmod) as type,
  ${version < VERSION_WITH_NOT_NULL_CONSTRAINTS ? yes("a.attnotnull") : NOT_NULL} as "not null",
  case when d.oid is not null then
    pg_get_expr(d.adbin, case when a.attgenerated = '' then 0 else a.attrelid end)
    end as default,
  to_json(a.attacl::text[]) as acl,
  ${more(version)} as more
from pg_attribute as a
join pg_class as c on c.oid = a.attrelid ${only("c.oid")}
join pg_type as t on t.oid = a.atttypid
left join pg_attrdef as d on d.adrelid = a.attrelid and d.adnum = a.attnum
${version < VERSION_WITH_NOT_NULL_CONSTRAINTS ? "" : notNullConstraint(only)}
where ${isNew("a.attrelid")} and a.attnum > 0 and not a.attisdropped ${only("a.attrelid")}
  and (c.relkind in ('r', 'p', 'f', 'v', 'm', 'c')
    or c.relkind in ('i', 'I') and (a.attstattarget >= 0 or a.attoptions is not null))`,
};
