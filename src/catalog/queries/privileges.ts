// Default privileges, and grants on what the system and the extensions brought along.

import { isMember, isNew, type Catalog, type CatalogQuery } from "../query.ts";

/**
 * What a role will grant on what it makes. Everywhere it replaces the grants that are built in; in one schema it
 * adds to them.
 */
export const DEFAULT_PRIVILEGES: CatalogQuery = {
  catalog: "pg_default_acl",
  grantsOnly: true,
  text: () => `
select a.oid::text as id, 'default privileges' as kind,
  'of ' || quote_ident(pg_get_userbyid(a.defaclrole)) || ' on '
    || case a.defaclobjtype when 'r' then 'tables' when 'S' then 'sequences' when 'f' then 'functions'
      when 'T' then 'types' when 'n' then 'schemas' when 'L' then 'large objects' else a.defaclobjtype::text end
    || coalesce(' in ' || nullif(a.defaclnamespace, 0)::regnamespace::text, '') as name,
  to_json(a.defaclacl::text[]) as acl,
  case when a.defaclnamespace = 0 then
    to_json(acldefault(case a.defaclobjtype when 'S' then 's' else a.defaclobjtype end, a.defaclrole)::text[])
    else '[]' end as acl_default
from pg_default_acl as a`,
};

interface Granted {
  readonly catalog: Catalog;
  /** Kind and full name, in SQL; `o` is the row. */
  readonly kind: string;
  readonly name: string;
  readonly acl: string;
  /** The default grants, in SQL. */
  readonly builtIn: string;
  /** True of those of the system that pg_dump looks at: it passes over the information schema. */
  readonly isSystem: string;
}

const GRANTED: readonly Granted[] = [
  {
    catalog: "pg_proc",
    kind: "'function'",
    name: "o.oid::regprocedure::text",
    acl: "o.proacl",
    builtIn: "acldefault('f', o.proowner)",
    isSystem: "o.pronamespace = 'pg_catalog'::regnamespace",
  },
  {
    catalog: "pg_class",
    kind: "case when o.relkind in ('v', 'm') then 'view' when o.relkind = 'S' then 'sequence' else 'table' end",
    name: "o.oid::regclass::text",
    acl: "o.relacl",
    builtIn: "acldefault(case o.relkind when 'S' then 's'::\"char\" else 'r' end, o.relowner)",
    isSystem: "o.relnamespace = 'pg_catalog'::regnamespace",
  },
  {
    catalog: "pg_type",
    kind: "'type'",
    name: "o.oid::regtype::text",
    acl: "o.typacl",
    builtIn: "acldefault('T', o.typowner)",
    isSystem: "o.typnamespace = 'pg_catalog'::regnamespace",
  },
  {
    catalog: "pg_namespace",
    kind: "'schema'",
    name: "quote_ident(o.nspname)",
    acl: "o.nspacl",
    builtIn: "acldefault('n', o.nspowner)",
    isSystem: "o.nspname = 'pg_catalog'",
  },
  {
    catalog: "pg_language",
    kind: "'language'",
    name: "quote_ident(o.lanname)",
    acl: "o.lanacl",
    builtIn: "acldefault('l', o.lanowner)",
    isSystem: `not ${isNew("o.oid")}`,
  },
];

/** Grants that somebody has changed since the server or the extension was installed; pg_dump writes these too. */
export const SYSTEM_GRANTS: readonly CatalogQuery[] = GRANTED.map(
  ({ catalog, kind, name, acl, builtIn, isSystem }) => ({
    catalog,
    grantsOnly: true,
    text: () => `
select o.oid::text as id, 'grants on ' || ${kind} as kind, ${name} as name,
  to_json(coalesce(${acl}, ${builtIn})::text[]) as acl,
  to_json(coalesce(i.initprivs, ${builtIn})::text[]) as acl_default
from ${catalog} as o
left join pg_init_privs as i on i.classoid = '${catalog}'::regclass and i.objoid = o.oid and i.objsubid = 0
where o.oid in (
    select o.oid from ${catalog} as o where ${acl} is not null
    union all select objoid from pg_init_privs where classoid = '${catalog}'::regclass)
  and ${acl} is distinct from i.initprivs and (${isSystem} or ${isMember(catalog, "o.oid")})`,
  }),
);
