// What a session on the target is set to where that changes what SQL means: a scratch database brings the same along.

import { quoteName } from "../../core/name.ts";
import { isStatementError, type Session } from "../../database/database.ts";

/** Settings by which the same statement does something else, in lower case. */
const MEANING: readonly string[] = [
  "search_path",
  "timezone",
  "datestyle",
  "intervalstyle",
  "default_text_search_config",
  "default_table_access_method",
  "default_toast_compression",
  "standard_conforming_strings",
  "transform_null_equals",
  "bytea_output",
  "xmloption",
  "check_function_bodies",
];

/**
 * What a new session begins with, wherever it was set. The team's own settings have a dot in their names;
 * pg_settings does not show those.
 */
const BEGINNINGS = `
select name, reset_val as value from pg_catalog.pg_settings
where pg_catalog.lower(name) = any ($1) and reset_val is not null
union
select name, pg_catalog.current_setting(name) from (
  select pg_catalog.split_part(item, '=', 1) as name
  from pg_catalog.pg_db_role_setting as s, pg_catalog.unnest(s.setconfig) as item
  where s.setrole in (0, (select oid from pg_catalog.pg_roles where rolname = session_user))
    and s.setdatabase in (
      0, (select oid from pg_catalog.pg_database where datname = pg_catalog.current_database())
    )
) as own
where name like '%.%' and pg_catalog.current_setting(name, true) is not null
order by name
`;

interface Setting {
  readonly name: string;
  readonly value: string;
}

const beginningsOf = (session: Session): Promise<readonly Setting[]> =>
  session.query<Setting>(BEGINNINGS, [MEANING]);

/**
 * Gives every new session on the scratch database what one on the target begins with, but for what migrations set
 * themselves. Returns the names of the settings that the scratch server refuses.
 */
export async function takeSettings(
  target: Session,
  scratch: Session,
  isSetByMigration: (name: string) => boolean,
): Promise<readonly string[]> {
  const own = new Map((await beginningsOf(scratch)).map(({ name, value }) => [name, value]));
  const wanted = (await beginningsOf(target)).filter(
    ({ name, value }) => own.get(name) !== value && !isSetByMigration(name),
  );
  const [named] = await scratch.query<{ readonly database: string }>(
    "select pg_catalog.current_database() as database",
  );
  const database = quoteName(named?.database ?? "");
  const refused: string[] = [];
  for (const { name, value } of wanted) {
    try {
      await scratch.query("select pg_catalog.set_config($1, $2, false)", [name, value]);
      await scratch.run(`alter database ${database} set ${quoteName(name)} from current`);
    } catch (error) {
      if (!isStatementError(error)) throw error;
      refused.push(name);
    }
  }
  return refused;
}
