// Takes out of a restored scratch database what would reach beyond it, or hold up those who work in it.

import { quoteName } from "../../core/name.ts";
import { isStatementError, type Session } from "../../database/database.ts";

const MAPPINGS = `
select srvname as server, case when umuser = 0 then null else usename end as role
from pg_catalog.pg_user_mappings order by umid
`;

const SUBSCRIPTIONS = `
select s.subname as name
from pg_catalog.pg_subscription as s join pg_catalog.pg_database as d on d.oid = s.subdbid
where d.datname = pg_catalog.current_database() and s.subenabled
`;

/** In the order in which they were made: each stands after those that it reads. */
const UNPOPULATED = `
select n.nspname as schema, c.relname as name
from pg_catalog.pg_class as c join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
where c.relkind = 'm' and not c.relispopulated
order by c.oid
`;

/**
 * After a restore: without user mappings no foreign table leads to a real server, a subscription takes nothing from
 * its publisher, and a lease that the target's deployer holds locks nobody out here.
 */
export async function cutOff(session: Session): Promise<void> {
  type Mapping = { readonly server: string; readonly role: string | null };
  for (const { server, role } of await session.query<Mapping>(MAPPINGS)) {
    const owner = role === null ? "public" : quoteName(role);
    await session.run(`drop user mapping for ${owner} server ${quoteName(server)}`);
  }
  for (const { name } of await session.query<{ readonly name: string }>(SUBSCRIPTIONS)) {
    await session.run(`alter subscription ${quoteName(name)} disable`);
  }
  const [lease] = await session.query<{ readonly there: boolean }>(
    "select pg_catalog.to_regclass('lockkeeper.lease') is not null as there",
  );
  if (lease?.there === true) await session.run("delete from lockkeeper.lease");
}

/**
 * A schema comes without rows, so its materialized views hold none and refuse to be read. Fills them with nothing, as
 * far as they let themselves be.
 */
export async function populateViews(session: Session): Promise<void> {
  type View = { readonly schema: string; readonly name: string };
  for (const { schema, name } of await session.query<View>(UNPOPULATED)) {
    try {
      await session.run(`refresh materialized view ${quoteName(schema)}.${quoteName(name)}`);
    } catch (error) {
      if (!isStatementError(error)) throw error;
    }
  }
}
