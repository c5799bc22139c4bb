// What acts by itself on tables and views: triggers, rules and policies; and event triggers.

import { isNew, type CatalogQuery } from "../query.ts";

const enabled = (column: string): string =>
  `case ${column} when 'D' then 'no' when 'R' then 'on replicas' when 'A' then 'always' end`;

/** A partition's copy of its parent's trigger is only told of where it is not as enabled as that. */
export const TRIGGERS: CatalogQuery = {
  catalog: "pg_trigger",
  again: "always",
  text: () => `
select t.oid::text as id, case when t.tgparentid = 0 then 'trigger' else 'trigger of a partition' end as kind,
  quote_ident(t.tgname) as name, t.tgrelid::text as relation,
  case when t.tgparentid = 0 then pg_get_triggerdef(t.oid) end as definition,
  case when t.tgparentid = 0 then ${enabled("t.tgenabled")} else coalesce(${enabled("t.tgenabled")}, 'yes') end
    as enabled
from pg_trigger as t
left join pg_trigger as p on p.oid = t.tgparentid
where ${isNew("t.oid")}
  and (not t.tgisinternal and t.tgparentid = 0 or t.tgenabled <> p.tgenabled)`,
};

export const RULES: CatalogQuery = {
  catalog: "pg_rewrite",
  again: "always",
  text: () => `
select r.oid::text as id, 'rule' as kind, quote_ident(r.rulename) as name, r.ev_class::text as relation,
  pg_get_ruledef(r.oid) as definition,
  ${enabled("r.ev_enabled")} as enabled
from pg_rewrite as r
where ${isNew("r.oid")} and r.rulename <> '_RETURN'`,
};

export const POLICIES: CatalogQuery = {
  catalog: "pg_policy",
  again: "always",
  text: () => `
select p.oid::text as id, 'policy' as kind, quote_ident(p.polname) as name, p.polrelid::text as relation,
  case p.polcmd when 'r' then 'select' when 'a' then 'insert' when 'w' then 'update' when 'd' then 'delete'
    else 'all' end as command,
  case when not p.polpermissive then 'yes' end as restrictive,
  (select string_agg(case member when 0 then 'public' else quote_ident(pg_get_userbyid(member)) end, ', '
    order by pg_get_userbyid(member) collate "C") from unnest(p.polroles) as member) as roles,
  pg_get_expr(p.polqual, p.polrelid) as using,
  pg_get_expr(p.polwithcheck, p.polrelid) as "with check"
from pg_policy as p`,
};

export const EVENT_TRIGGERS: CatalogQuery = {
  catalog: "pg_event_trigger",
  text: () => `
select e.oid::text as id, 'event trigger' as kind, quote_ident(e.evtname) as name,
  pg_get_userbyid(e.evtowner) as owner, e.evtevent as event,
  (select string_agg(tag, ', ' order by tag collate "C") from unnest(e.evttags) as tag) as tags,
  e.evtfoid::regprocedure::text as function,
  ${enabled("e.evtenabled")} as enabled
from pg_event_trigger as e
where ${isNew("e.oid")}`,
};
