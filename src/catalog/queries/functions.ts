// Functions, procedures and aggregates.

import { grants, isMember, isNew, procedure, yes, type CatalogQuery } from "../query.ts";

/**
 * Those of extensions are left out here already: there may be hundreds, and each definition takes its time. So are
 * the functions that come with range types; language 12 is `internal`.
 */
export const FUNCTIONS: CatalogQuery = {
  catalog: "pg_proc",
  text: () => `
select p.oid::text as id, p.pronamespace::text as schema,
  quote_ident(p.proname) || '(' || oidvectortypes(p.proargtypes) || ')' as name,
  case p.prokind when 'p' then 'procedure' else 'function' end as kind,
  pg_get_userbyid(p.proowner) as owner,
  pg_get_functiondef(p.oid) as definition,
  ${grants("p.proacl", "f", "p.proowner")}
from pg_proc as p
where p.prokind <> 'a' and not (p.prolang = 12 and p.prosrc like '%range\\_constructor%')
  and ${isNew("p.oid")} and not ${isMember("pg_proc", "p.oid")}`,
};

export const AGGREGATES: CatalogQuery = {
  catalog: "pg_proc",
  text: () => `
select p.oid::text as id, p.pronamespace::text as schema,
  quote_ident(p.proname) || '(' || oidvectortypes(p.proargtypes) || ')' as name, 'aggregate' as kind,
  pg_get_userbyid(p.proowner) as owner,
  pg_get_function_arguments(p.oid) as arguments,
  case a.aggkind when 'o' then 'ordered set' when 'h' then 'hypothetical set' end as form,
  case p.proparallel when 's' then 'safe' when 'r' then 'restricted' end as parallel,
  format_type(a.aggtranstype, null) as "state type", nullif(a.aggtransspace, 0) as "state size",
  a.agginitval as "first state", a.aggtransfn::oid::regprocedure::text as "state function",
  ${procedure("a.aggfinalfn")} as "final function",
  ${yes("a.aggfinalextra")} as "final function has extra arguments", a.aggfinalmodify as "final function modifies",
  ${procedure("a.aggcombinefn")} as "combine function",
  ${procedure("a.aggserialfn")} as "serial function",
  ${procedure("a.aggdeserialfn")} as "deserial function",
  ${procedure("a.aggmtransfn")} as "moving state function",
  ${procedure("a.aggminvtransfn")} as "moving inverse function",
  ${procedure("a.aggmfinalfn")} as "moving final function",
  ${yes("a.aggmfinalextra")} as "moving final function has extra arguments",
  a.aggmfinalmodify as "moving final function modifies",
  case when a.aggmtranstype <> 0 then format_type(a.aggmtranstype, null) end as "moving state type",
  nullif(a.aggmtransspace, 0) as "moving state size", a.aggminitval as "first moving state",
  nullif(a.aggsortop, 0)::regoperator::text as "sort operator",
  ${grants("p.proacl", "f", "p.proowner")}
from pg_proc as p
join pg_aggregate as a on a.aggfnoid = p.oid
where ${isNew("p.oid")}`,
};
