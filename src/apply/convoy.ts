// A convoy: migrations that travel to the server in one message, each still in a transaction of its own.

import type { DoneMigration } from "../core/outcome.ts";
import type { Limits, PlannedMigration, PlannedStatement } from "../core/plan.ts";
import type { PipelineRequest, Session } from "../database/database.ts";
import { recordRequest } from "../journal/journal.ts";
import type { ApplyContext } from "./context.ts";
import { entriesAfter } from "./entry.ts";
import { explain, explainEnd } from "./explain.ts";
import { beginInConvoy, convoyOpening, endInConvoy, isSame } from "./framing.ts";
import { isLostRace } from "./retry.ts";
import { trafficLocks, waitForWay } from "./way.ts";

/** Bounds of one message: what is on the way cannot be called back, and memory is not free. */
const MIGRATIONS_MAX = 250;
const CHARACTERS_MAX = 1_000_000;

export interface Convoyed {
  readonly done: readonly DoneMigration[];
  /** The error that stopped it, as a failure with its place. The migration is the one after those done. */
  readonly error?: unknown;
  /** True where the one that met it is to be tried again by itself: it lost a race, or touched the session. */
  readonly alone?: boolean;
}

/** Cuts a plan into what is sent together. A migration that does not travel stands alone. */
export function convoysOf(migrations: readonly PlannedMigration[]): readonly (readonly PlannedMigration[])[] {
  const convoys: PlannedMigration[][] = [];
  let characters = 0;
  for (const migration of migrations) {
    const open = convoys.at(-1);
    const joins =
      migration.travels &&
      open?.[0]?.travels === true &&
      open.length < MIGRATIONS_MAX &&
      characters + migration.source.length <= CHARACTERS_MAX;
    if (open && joins) open.push(migration);
    else convoys.push([migration]);
    characters = (joins ? characters : 0) + migration.source.length;
  }
  return convoys;
}

interface Request extends PipelineRequest {
  readonly migration: PlannedMigration;
  readonly part:
    | { readonly kind: "statement"; readonly statement: PlannedStatement }
    | { readonly kind: "frame" | "state" | "record" | "commit" };
}

/**
 * Sends the convoy. On an error the server passes over all that follows, so those before it are committed, and
 * it and those after it have left nothing. Throws only when the connection is gone.
 */
export async function runConvoy(
  migrations: readonly PlannedMigration[],
  session: Session,
  context: ApplyContext,
): Promise<Convoyed> {
  const [first] = migrations;
  if (!first) return { done: [] };
  try {
    await waitForWay(session, { locks: trafficLocks(migrations), migration: first }, context);
  } catch (error) {
    return { done: [], error };
  }
  const requests = requestsFor(migrations, session, context);
  const done: DoneMigration[] = [];
  let durationMs = 0;
  context.watch.migrationStarted(first);
  const { completed, error } = await session.pipeline(requests, (index, row) => {
    const request = requests[index];
    // The server counts: its answers come in bunches, so their arrival tells nothing.
    if (request?.part.kind === "record") durationMs = Number(row[0]);
    if (request?.part.kind !== "commit") return;
    const { version, name } = request.migration;
    done.push({ version, name, durationMs });
    context.watch.migrationFinished(request.migration, durationMs);
  });
  if (error === undefined) return { done };
  await session.run("rollback");
  const failed = requests[completed];
  if (!failed) return { done, error };
  const alone = isLostRace(error) || failed.part.kind === "state";
  return { done, error: explainRequest(error, failed), alone };
}

function requestsFor(
  migrations: readonly PlannedMigration[],
  session: Session,
  context: ApplyContext,
): readonly Request[] {
  const [first] = migrations;
  const [step] = first?.steps ?? [];
  if (!first || !step) return [];
  const opening = convoyOpening(session, step.limits, context);
  return [
    ...opening.map((request): Request => ({ ...request, migration: first, part: { kind: "frame" } })),
    ...migrations.flatMap((migration) => {
      const last = migration === migrations.at(-1);
      return memberRequests(migration, { usual: step.limits, last }, { session, context });
    }),
  ];
}

interface Sending {
  readonly session: Session;
  readonly context: ApplyContext;
}

function memberRequests(
  migration: PlannedMigration,
  { usual, last }: { readonly usual: Limits; readonly last: boolean },
  { session, context }: Sending,
): readonly Request[] {
  const [step] = migration.steps;
  if (!step) return [];
  const as =
    (kind: "frame" | "state" | "record" | "commit") =>
    (request: PipelineRequest): Request => ({ ...portable(request, context), migration, part: { kind } });
  return [
    ...beginInConvoy(session, { usual, own: step.limits, last }, context).map(as("frame")),
    ...step.statements.map((statement): Request => ({
      text: statement.text,
      migration,
      part: { kind: "statement", statement },
    })),
    ...endInConvoy(context, isSame(usual, step.limits)).map(as("state")),
    ...entriesAfter(migration, step).map((entry) => as("record")(recordRequest(context.run, entry))),
    as("commit")({ text: "commit" }),
  ];
}

/** Behind a pooler a prepared statement would stay with a server process that is not ours. */
const portable = (
  { text, values, prepareAs }: PipelineRequest,
  { fence }: ApplyContext,
): PipelineRequest => ({
  text,
  ...(values === undefined ? {} : { values }),
  ...(prepareAs === undefined || fence !== undefined ? {} : { prepareAs }),
});

function explainRequest(error: unknown, { migration, part }: Request): unknown {
  return part.kind === "statement"
    ? explain(error, migration, part.statement)
    : explainEnd(error, migration.file);
}
