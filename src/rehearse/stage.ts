// The stage: the scratch database that the rehearsal plays on, and its understudy for when the play is broken.

import { apply, type ApplyContext } from "../apply/apply.ts";
import { takeSnapshot } from "../catalog/catalog.ts";
import type { Snapshot } from "../core/catalog.ts";
import { Failure } from "../core/failure.ts";
import type { PlannedMigration } from "../core/plan.ts";
import type { Session } from "../database/database.ts";
import type { Lookout } from "./observe/outside.ts";
import { openProbes, type Probes } from "./probe/probes.ts";
import { dropRolesBut, readRoleNames } from "./scratch/roles.ts";
import type { ScratchDatabases } from "./scratch/scratch.ts";

export interface Stage extends AsyncDisposable {
  /** The session that the migrations run on. Another one after `rewind`. */
  readonly session: Session;
  readonly probes: Probes;
  /** The two sessions that look on from outside, opened when they are first asked for. */
  lookout(): Promise<Lookout>;
  /** The schema as it is now. */
  look(): Promise<Snapshot>;
  /** Brings the database to where these ups lead, whatever has become of it. They must begin with the first. */
  rewind(ups: readonly PlannedMigration[]): Promise<void>;
}

export interface StageOptions {
  readonly databases: ScratchDatabases;
  /** The scratch database in the state that the rehearsal begins with. Nobody may be connected to it. */
  readonly url: string;
  readonly open: (url: string) => Promise<Session>;
  readonly context: ApplyContext;
  readonly originMs: number;
  /** True where roles that the migrations made may be dropped: they belong to the whole server. */
  readonly ownServer: boolean;
}

/**
 * Opens the stage. The understudy is a copy of the database as it is now. It follows only when the database has to be
 * made anew, with all migrations until then at once, so that a down which breaks something costs no more than that.
 */
export async function openStage(options: StageOptions): Promise<Stage> {
  const { databases, open, context } = options;
  const understudy = await databases.copy(options.url);
  let done = 0;
  let url = options.url;
  let scene = await openScene(url, options);
  let roles = await readRoleNames(scene.session);
  return {
    get session() {
      return scene.session;
    },
    get probes() {
      return scene.probes;
    },
    lookout: () => scene.lookout(),
    look: () => scene.look(),
    rewind: async (ups) => {
      await scene[Symbol.asyncDispose]();
      await databases.drop(url);
      {
        await using session = await open(understudy);
        if (options.ownServer) await dropRolesBut(roles, session);
        await follow(session, ups.slice(done), context);
      }
      done = ups.length;
      url = await databases.copy(understudy);
      scene = await openScene(url, options);
      roles = await readRoleNames(scene.session);
    },
    [Symbol.asyncDispose]: () => scene[Symbol.asyncDispose](),
  };
}

/** What ran on the stage runs here as well, or the ups do not always do the same. */
async function follow(
  session: Session,
  ups: readonly PlannedMigration[],
  context: ApplyContext,
): Promise<void> {
  const { failure } = await apply({ direction: "up", migrations: ups, all: ups }, session, context);
  if (failure === undefined || failure.code === "interrupted") return;
  throw new Failure(failure.code, `A second run on another database failed: ${failure.message}`, {
    hint: "The migrations ran once and not twice from the same state: look for what they take from outside.",
    cause: failure,
  });
}

interface Scene extends AsyncDisposable {
  readonly session: Session;
  readonly probes: Probes;
  readonly lookout: () => Promise<Lookout>;
  readonly look: () => Promise<Snapshot>;
}

async function openScene(url: string, { open, context, originMs }: StageOptions): Promise<Scene> {
  const stack = new AsyncDisposableStack();
  const openHere = (): Promise<Session> => open(url);
  const session = stack.use(await openHere());
  const probes = stack.use(openProbes({ clock: context.clock, originMs, open: openHere }));
  let lookout: Promise<Lookout> | undefined;
  let latest: Snapshot | undefined;
  return {
    session,
    probes,
    look: async () => {
      const seen = await takeSnapshot(session, { previous: latest });
      // What a transaction may still take back is nothing to go on from.
      if (session.transaction() === "none") latest = seen;
      return seen;
    },
    lookout: () =>
      (lookout ??= Promise.all([openHere(), openHere()]).then(([watcher, holder]) => ({
        watcher: stack.use(watcher),
        holder: stack.use(holder),
      }))),
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}
