// The registry of Sqitch: what is deployed, and what failed since.

import type { ForeignHistory, ForeignProject, HistoryRow } from "../../../core/adoption.ts";
import { quoteRelation } from "../../../core/name.ts";
import type { Problem } from "../../../core/problem.ts";
import type { Session } from "../../../database/database.ts";
import type { FoundTable } from "../../tool.ts";

/** What a change is called in messages and in our journal: its name and the id, which alone tells reworkings apart. */
export const identity = (name: string, id: string): string => `${name} ${id}`;

interface Deployed {
  readonly project: string;
  readonly change: string;
  readonly id: string;
  readonly hash: string | null;
  readonly at: string;
  readonly by: string;
}

interface Failed {
  readonly change: string;
  readonly id: string;
}

const ISO = `'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'`;

/** Everything of our project, in the order in which it was deployed. */
export async function readHistory(
  session: Session,
  { schema, quoted }: FoundTable,
  { migrations }: ForeignProject,
): Promise<ForeignHistory> {
  const deployed = await session.query<Deployed>(
    `select project, change, change_id as id, nullif(script_hash, change_id) as hash,
       pg_catalog.to_char(committed_at at time zone 'UTC', ${ISO}) as at,
       committer_name || ' <' || committer_email || '>' as by
     from ${quoted} order by committed_at, change_id`,
  );
  const known = new Set(migrations.map(({ origin }) => origin.id));
  const isKnown = ({ change, id }: Failed): boolean => known.has(identity(change, id));
  const own = new Set(deployed.filter(isKnown).map(({ project }) => project));
  const isOwn = ({ project }: Deployed): boolean => own.size === 0 || own.has(project);
  const names = new Set(migrations.map(({ origin }) => nameIn(origin.id)));
  const isReplanned = (row: Deployed): boolean => !isKnown(row) && names.has(row.change);
  const rows = deployed.filter(isOwn);
  const failed = await failuresIn(session, schema);
  return {
    rows: [
      ...rows.filter((row) => !isReplanned(row)).map(rowOf),
      ...failed
        .filter(isKnown)
        .map(({ change, id }): HistoryRow => ({ id: identity(change, id), state: "failed" })),
    ],
    problems: [...rows.filter(isReplanned).map(replanned), ...strangers(deployed, isOwn)],
  };
}

const nameIn = (id: string): string => id.slice(0, id.lastIndexOf(" "));

const rowOf = ({ change, id, hash, at, by }: Deployed): HistoryRow => ({
  ...{ id: identity(change, id), state: "applied", appliedAt: at, by },
  ...(hash === null ? {} : { checksum: hash }),
});

/** Changes whose last event is a failure. One that was deployed after all has a later one. */
const failuresIn = (session: Session, schema: string): Promise<readonly Failed[]> =>
  session.query<Failed>(
    `select change, id from (
       select distinct on (change_id) change_id as id, change, event
       from ${quoteRelation({ schema, name: "events" })} order by change_id, committed_at desc
     ) as last where event = 'fail' order by change`,
  );

const replanned = ({ change, id }: Deployed): Problem => ({
  code: "adopt-history",
  severity: "error",
  message: `\`${change}\` is deployed with the id ${id}, and the plan makes another one of it.`,
  remedy:
    "The line of it or one before it was edited or moved after it was deployed: get the plan back from Git, " +
    "so that `sqitch status` knows the change, and adopt again.",
});

/** What other projects in the same registry made stands in the same database, and is nothing that our files make. */
function strangers(deployed: readonly Deployed[], isOwn: (row: Deployed) => boolean): readonly Problem[] {
  const others = new Set(deployed.filter((row) => !isOwn(row)).map(({ project }) => project));
  return [...others].map((project) => ({
    code: "adopt-history",
    severity: "warning",
    message: `The registry has changes of another project, \`${project}\`, as well.`,
    remedy: "What it made shows as differences. Make it on the scratch server with --scratch-setup FILE.",
  }));
}
