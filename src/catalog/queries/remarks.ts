// What is said about objects beside their definitions: comments and security labels.

import { isNew } from "../query.ts";

/** The schema public, as initdb makes it. */
const PUBLIC_ID = 2_200;

/** What is said of a NOT NULL constraint goes to its column. The schema public is ours though initdb made it. */
export const REMARKS: string = `
select case when k.oid is null then d.classoid::regclass::text else 'pg_class' end as catalog,
  coalesce(k.conrelid, d.objoid)::text as id, coalesce(k.conkey[1], d.objsubid) as sub,
  case when k.oid is null then 'comment' else 'comment on not null' end as fact, d.description as text
from pg_description as d
left join pg_constraint as k on d.classoid = 'pg_constraint'::regclass and k.oid = d.objoid and k.contype = 'n'
  and k.conrelid <> 0
where ${isNew("d.objoid")}
union all
select 'pg_namespace', d.objoid::text, 0, 'comment', d.description
from pg_description as d
where d.classoid = 'pg_namespace'::regclass and d.objoid = ${PUBLIC_ID}
union all
select l.classoid::regclass::text, l.objoid::text, l.objsubid, 'security label of ' || quote_ident(l.provider), l.label
from pg_seclabel as l
order by fact`;
