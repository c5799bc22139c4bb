// Roles on a scratch server: those that the target's grants and owners speak of, and none that an earlier run left.

import { quoteName } from "../../core/name.ts";
import { isStatementError, SQLSTATE, type Session } from "../../database/database.ts";

/** A role of the target by its name: a scratch server lets nobody in as one. */
export interface Role {
  readonly name: string;
  /** Also true of those that own what only a superuser can own: event triggers and foreign-data wrappers. */
  readonly superuser: boolean;
  /** True of the one role that owns the target's database, and so may create schemas in it. */
  readonly ownsDatabase: boolean;
}

const ROLES = `
select r.rolname as name,
  r.rolsuper
    or exists (select from pg_catalog.pg_event_trigger where evtowner = r.oid)
    or exists (select from pg_catalog.pg_foreign_data_wrapper where fdwowner = r.oid) as superuser,
  r.oid = (select datdba from pg_catalog.pg_database where datname = pg_catalog.current_database())
    as "ownsDatabase"
from pg_catalog.pg_roles as r
where r.rolname !~ '^pg_'
order by r.rolname
`;

const MISSING = `
select name from pg_catalog.unnest($1::text[]) as name
where not exists (select from pg_catalog.pg_roles where rolname = name)
order by name
`;

/** Nobody's but ours: PostgreSQL's own begin with pg_, and the superuser of a cluster has number 10. */
const LEFT = `
select rolname as name from pg_catalog.pg_roles
where rolname !~ '^pg_' and oid <> 10 and rolname <> current_user
order by rolname
`;

/** Made by somebody else a while ago, or in this very moment. */
const IS_THERE: ReadonlySet<string> = new Set([SQLSTATE.duplicateObject, SQLSTATE.uniqueViolation]);

/** The roles of the server that a session is on, without PostgreSQL's own. */
export const readRoles = (session: Session): Promise<readonly Role[]> => session.query<Role>(ROLES);

/** Which of these roles a server does not have. */
export async function missingRoles(session: Session, roles: readonly Role[]): Promise<readonly Role[]> {
  const rows = await session.query<{ readonly name: string }>(MISSING, [roles.map(({ name }) => name)]);
  const missing = new Set(rows.map(({ name }) => name));
  return roles.filter(({ name }) => missing.has(name));
}

/**
 * Makes the roles that the scratch server lacks; nobody can log in as one. Only for servers of our own. Two rehearsals
 * may do so at once.
 */
export async function ensureRoles(session: Session, roles: readonly Role[]): Promise<void> {
  for (const { name, superuser } of await missingRoles(session, roles)) {
    try {
      await session.run(`create role ${quoteName(name)} nologin${superuser ? " superuser" : ""}`);
    } catch (error) {
      if (!(isStatementError(error) && IS_THERE.has(error.sqlstate))) throw error;
    }
  }
}

/** Drops what earlier runs and their migrations left on a scratch server of our own. Roles still in use stay. */
export const dropRoles = (session: Session): Promise<void> => dropRolesBut(new Set(), session);

/** Drops the roles that are not among these. Those in use stay. Only for servers of our own. */
export async function dropRolesBut(kept: ReadonlySet<string>, session: Session): Promise<void> {
  for (const name of await readRoleNames(session)) {
    if (kept.has(name)) continue;
    try {
      await session.run(`drop role ${quoteName(name)}`);
    } catch (error) {
      if (!isStatementError(error)) throw error;
    }
  }
}

/** The names of the roles that migrations or rehearsals have made. */
export async function readRoleNames(session: Session): Promise<ReadonlySet<string>> {
  const rows = await session.query<{ readonly name: string }>(LEFT);
  return new Set(rows.map(({ name }) => name));
}
