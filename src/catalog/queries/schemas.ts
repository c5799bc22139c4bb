// Schemas and extensions, and what is a member of an extension.

import { grants, isNew, type CatalogQuery } from "../query.ts";

export const SCHEMAS: CatalogQuery = {
  catalog: "pg_namespace",
  text: () => `
select n.oid::text as id, 'schema' as kind, quote_ident(n.nspname) as name,
  pg_get_userbyid(n.nspowner) as owner,
  ${grants("n.nspacl", "n", "n.nspowner")}
from pg_namespace as n
where n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'lockkeeper')`,
};

/** Not with their versions: pg_dump leaves them out too, because they come with the server's packages. */
export const EXTENSIONS: CatalogQuery = {
  catalog: "pg_extension",
  text: () => `
select e.oid::text as id, 'extension' as kind, quote_ident(e.extname) as name,
  e.extnamespace::regnamespace::text as "in schema"
from pg_extension as e
where ${isNew("e.oid")}`,
};

/** What extensions made. It comes with them and is not told of, but users may put things into their schemas. */
export const MEMBERS: string = `
select classid::regclass::text as catalog, objid::text as id
from pg_depend
where refclassid = 'pg_extension'::regclass and deptype = 'e'`;
