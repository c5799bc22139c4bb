// Extended statistics.

import { isNew, type CatalogQuery } from "../query.ts";

export const STATISTICS: CatalogQuery = {
  catalog: "pg_statistic_ext",
  again: ({ relation }) => relation ?? "",
  text: ({ only }) => `
select s.oid::text as id, 'statistics' as kind, s.stxnamespace::text as schema, quote_ident(s.stxname) as name,
  s.stxrelid::text as relation,
  pg_get_userbyid(s.stxowner) as owner,
  pg_get_statisticsobjdef(s.oid) as definition,
  case when s.stxstattarget >= 0 then s.stxstattarget end as "statistics target"
from pg_statistic_ext as s
where ${isNew("s.oid")} ${only("s.stxrelid")}`,
};
