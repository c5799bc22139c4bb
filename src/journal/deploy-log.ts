// The deploy log: what was asked, waived, copied and done in each deploy, beside the journal and as append-only.

import { redact } from "../core/redact.ts";
import type { DeployEntry, DeployEvent, UnfinishedDeploy } from "../core/deploy.ts";
import { isStatementError, SQLSTATE, type Session } from "../database/database.ts";
import type { Run } from "./write.ts";

/** The server fills in who wrote a row and when, whatever the row says: an approval is worth no more than that. */
const DEPLOY_LOG = `
create table if not exists lockkeeper.deploy_log (
  entry bigint generated always as identity primary key,
  deploy_id uuid not null,
  environment text not null,
  event text not null check (event in (
    'approved', 'begun', 'waived', 'backed-up', 'migrated', 'verified', 'finished', 'stopped')),
  plan text not null,
  evidence jsonb not null default '{}',
  recorded_at timestamptz not null,
  session_role text not null,
  os_user text,
  host text,
  git_commit text,
  tool text not null
);

create or replace function lockkeeper.sign_entry() returns trigger
language plpgsql set search_path = pg_catalog as $$
begin
  new.session_role := session_user;
  new.recorded_at := clock_timestamp();
  return new;
end
$$;

create or replace trigger signed before insert on lockkeeper.deploy_log
  for each row execute function lockkeeper.sign_entry();
create or replace trigger append_only before update or delete or truncate on lockkeeper.deploy_log
  for each statement execute function lockkeeper.refuse_change();
`;

const HAS_LOG = `select pg_catalog.to_regclass('lockkeeper.deploy_log') is not null as present`;

/** True where a deploy has been made, or approved, before. */
async function hasDeployLog(session: Session): Promise<boolean> {
  const [row] = await session.query<{ readonly present: boolean }>(HAS_LOG);
  return row?.present === true;
}

/** Makes the log where there is none. The journal is there already; call under the deploy lock. */
export async function ensureDeployLog(session: Session): Promise<void> {
  if (!(await hasDeployLog(session))) await session.run(DEPLOY_LOG);
}

const INSERT = `
insert into lockkeeper.deploy_log (deploy_id, environment, event, plan, evidence, recorded_at, session_role,
  os_user, host, git_commit, tool)
values ($1, $2, $3, $4, $5, pg_catalog.now(), session_user, $6, $7, $8, $9)`;

export type NewDeployEntry = Pick<DeployEntry, "deploy" | "environment" | "event" | "plan" | "evidence">;

/** Adds a row. Secrets in the evidence are taken out. */
export async function recordDeploy(session: Session, run: Run, entry: NewDeployEntry): Promise<void> {
  // Text by text: what is taken out of a sentence must not eat the quotes around it.
  const evidence = JSON.stringify(entry.evidence, (_, value: unknown) =>
    typeof value === "string" ? redact(value) : value,
  );
  await session.query(INSERT, [
    ...[entry.deploy, entry.environment, entry.event, entry.plan, evidence],
    ...[run.osUser, run.host, run.gitCommit, run.tool],
  ]);
}

const READ = `
select deploy_id::text as deploy, environment, event, plan, evidence,
  pg_catalog.to_char(recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "recordedAt",
  session_role as "sessionRole"
from lockkeeper.deploy_log
where environment = $1
order by entry desc
limit $2`;

/** More than any deploy and its approvals come to. */
const READ_MAX = 1000;

/** The newest entries of an environment, the oldest first; none where there is no log. */
export async function readDeployLog(session: Session, environment: string): Promise<readonly DeployEntry[]> {
  try {
    return (await session.query<DeployEntry>(READ, [environment, READ_MAX])).toReversed();
  } catch (error) {
    const absent: readonly string[] = [SQLSTATE.undefinedTable, SQLSTATE.invalidSchemaName];
    if (isStatementError(error) && absent.includes(error.sqlstate)) return [];
    throw error;
  }
}

/** The last deploy, where it did not come to its end. */
export function unfinishedIn(entries: readonly DeployEntry[]): UnfinishedDeploy | undefined {
  const events = entries.filter(({ event }) => event !== "approved");
  const last = events.at(-1);
  if (last === undefined || last.event === "finished") return undefined;
  const own = events.filter(({ deploy }) => deploy === last.deploy);
  const begun = own[0] ?? last;
  const backup = own.find(({ event }) => event === "backed-up")?.evidence["id"];
  const reached = own.findLast(({ event }) => event !== "stopped") ?? last;
  return {
    deploy: last.deploy,
    plan: begun.plan,
    beganAt: begun.recordedAt,
    last: reached.event satisfies DeployEvent,
    lastAt: last.recordedAt,
    ...(typeof backup === "string" ? { backup } : {}),
  };
}
