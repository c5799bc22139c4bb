// What `up` and `down` share when they act: applying a plan to the end, across lost connections.

import { apply, type ApplyContext, type Applied } from "../apply/apply.ts";
import { asFailure, Failure } from "../core/failure.ts";
import type { History } from "../core/history.ts";
import type { DoneMigration, PendingMigration } from "../core/outcome.ts";
import type { Plan } from "../core/plan.ts";
import { repeatableVersion } from "../core/repeatable.ts";
import type { Version } from "../core/version.ts";
import { asRefusal, endSession, type Session } from "../database/database.ts";
import { ensureJournal, readHistory } from "../journal/journal.ts";
import type { Journey } from "./journey.ts";
import { describeRun, lockTarget, openTarget } from "./target.ts";

/** How often a run connects again before it gives up, and how long one outage may last. */
const RECONNECTS_MAX = 5;
const OUTAGE_MS_MAX = 30_000;
const RECONNECT_EVERY_MS = 500;

/** Makes the plan by the journal as it is now; `only` limits it to what the run set out to do. */
export type Planner = (
  history: History,
  only: { readonly only: ReadonlySet<Version> } | undefined,
  session: Session,
) => Promise<Plan>;

/**
 * Takes the deploy lock, plans under it and applies. After a lost connection it connects again, ends what its old
 * session may still be doing, and plans anew from what the journal then says: nothing is done twice or passed over.
 */
export async function applyToTheEnd(journey: Journey, session: Session, plan: Planner): Promise<Applied> {
  const describing = applyContext(journey);
  const done = new Map<Version, DoneMigration>();
  await using opened = new AsyncDisposableStack();
  let current = session;
  let wanted: Plan | undefined;
  const pass = async (waitMs: number): Promise<Failure | undefined> => {
    await using lock = await lockTarget(journey, current, waitMs);
    // Read again under the lock: the plan is made for this past, and no other can come about until it is applied.
    const history = await readHistory(current);
    const now = await plan(history, wanted && { only: versionsOf(wanted) }, current);
    for (const settled of settledMeanwhile(wanted, now, history)) done.set(settled.version, settled);
    wanted ??= now;
    if (!history.exists && now.all.length > 0) await ensureJournal(current);
    const { fence } = lock;
    const context = await describing;
    const held = fence === undefined ? context : { ...context, fence };
    return await applyParts(now, current, { context: held, done });
  };
  let failure = await pass(0).catch((error: unknown) => asFailure(asRefusal(error)));
  // Bound: RECONNECTS_MAX.
  for (let reconnects = 0; failure?.code === "connection-lost" && reconnects < RECONNECTS_MAX; reconnects++) {
    journey.audience.progress(`${failure.message} Connecting again`);
    try {
      current = opened.use(await reconnect(journey, current));
      failure = await pass(OUTAGE_MS_MAX);
    } catch (error) {
      failure = journey.signal.aborted ? interrupted(error) : asFailure(asRefusal(error));
    }
  }
  return { applied: [...done.values()], ...(failure ? { failure } : {}) };
}

const interrupted = (cause: unknown): Failure =>
  new Failure("interrupted", "Interrupted while the connection was away.", {
    hint: "What was applied before stays. Run the same command again to go on.",
    cause,
  });

interface Doing {
  readonly context: ApplyContext;
  /** Filled as migrations are applied. */
  readonly done: Map<Version, DoneMigration>;
}

/**
 * Applies a plan part by part; the next part is planned while the server works on this one, save what can only be
 * planned when all of it is done.
 */
async function applyParts(
  first: Plan,
  session: Session,
  { context, done }: Doing,
): Promise<Failure | undefined> {
  // Bound: every part is shorter than the one before it was long, and nothing comes after what comes after.
  for (let part: Plan | undefined = first; part;) {
    const running = apply(part, session, context);
    const next: { readonly plan?: Plan; readonly refused?: Failure } = part.rest
      ? await part.rest().then(
          (plan) => ({ plan }),
          (error: unknown) => ({ refused: asFailure(error) }),
        )
      : {};
    const { applied, failure } = await running;
    for (const each of applied) done.set(each.version, each);
    if (failure ?? next.refused) return failure ?? next.refused;
    part = next.plan ?? (await part.after?.());
  }
  return undefined;
}

const versionsOf = ({ all }: Plan): ReadonlySet<Version> => new Set(all.map(({ version }) => version));

/** What the first plan had and the new one has no more: its commit arrived, only the answer was lost. */
function settledMeanwhile(
  before: Plan | undefined,
  now: Plan,
  { applied, repeated }: History,
): readonly DoneMigration[] {
  if (!before) return [];
  const left = versionsOf(now);
  const times = new Map([
    ...applied.map(({ version, durationMs }) => [version, durationMs] as const),
    ...repeated.map(({ name, durationMs }) => [repeatableVersion(name), durationMs] as const),
  ]);
  return before.all
    .filter(({ version }) => !left.has(version))
    .map(({ version, name }) => ({ version, name, durationMs: times.get(version) ?? 0 }));
}

/** A new session, once the old one's server process is gone: it may not notice by itself for a while. */
async function reconnect(journey: Journey, old: Session): Promise<Session> {
  const { clock } = journey.world;
  const deadlineMs = clock.monotonicMs() + OUTAGE_MS_MAX;
  // Bound: the deadline; every pass sleeps.
  for (;;) {
    try {
      await using opening = new AsyncDisposableStack();
      const session = opening.use(await openTarget(journey));
      await endSession(session, old, clock);
      // Handed over: from here on it is the caller's to close.
      opening.move();
      return session;
    } catch (error) {
      const transient = error instanceof Failure && error.code.startsWith("connection-");
      if (!transient || journey.signal.aborted || clock.monotonicMs() > deadlineMs) throw error;
      await clock.sleep(RECONNECT_EVERY_MS, journey.signal);
    }
  }
}

async function applyContext(journey: Journey): Promise<ApplyContext> {
  const { world, settings, audience, signal } = journey;
  return {
    run: await describeRun(journey),
    clock: world.clock,
    limits: settings.limits,
    ...(settings.role === undefined ? {} : { role: settings.role }),
    watch: audience,
    signal,
    openObserver: () => openTarget(journey),
  };
}

/** What is still pending once these are applied. */
export function pendingAfter(
  pending: readonly PendingMigration[],
  applied: readonly DoneMigration[],
): readonly PendingMigration[] {
  const done = new Set(applied.map(({ version }) => version));
  return pending.filter(({ version }) => !done.has(version));
}
