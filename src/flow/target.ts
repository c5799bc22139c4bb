// Opens a session on the target: the database that was named, or the embedded server, started when it is not up.

import type { History } from "../core/history.ts";
import {
  applicationName,
  connect,
  describeUrl,
  showHolder,
  takeDeployLock,
  type DeployLock,
  type Session,
} from "../database/database.ts";
import {
  lookAtJournal,
  readHistory,
  type JournalLook,
  type Remembered,
  type Run,
} from "../journal/journal.ts";
import type { Journey } from "./journey.ts";

/** The target's URL; starts the embedded server where no database was named. */
export async function targetUrl({ world, settings, audience }: Journey): Promise<string> {
  const { target } = settings;
  if (target.kind === "url") return target.url;
  const { startEmbedded } = await import("../database/embedded/embedded.ts");
  const onProgress = (sentence: string): void => audience.progress(sentence);
  const server = await startEmbedded(world, { ...settings.embedded, onProgress });
  return server.url;
}

/** What other sessions see of ours. */
export const applicationNameOf = ({ settings, runId }: Journey): string =>
  applicationName(settings.tool, runId);

/** A session for reading. Dispose of it with `await using`. */
export async function openTarget(journey: Journey): Promise<Session> {
  const { world, audience, signal } = journey;
  const url = await targetUrl(journey);
  signal.throwIfAborted();
  return connect(url, {
    applicationName: applicationNameOf(journey),
    env: world.processes.env,
    onNotice: ({ severity, message }) => audience.notice(`${severity}: ${message}`),
  });
}

/** A session on another database, such as one beside the target. */
export const openUrl = (journey: Journey, url: string): Promise<Session> =>
  connect(url, { applicationName: applicationNameOf(journey), env: journey.world.processes.env });

/** A session with what the journal says: asked for as soon as it can be. */
export async function openWithHistory(
  journey: Journey,
): Promise<{ readonly session: Session; readonly history: History }> {
  await using opening = new AsyncDisposableStack();
  const session = opening.use(await openTarget(journey));
  const history = await readHistory(session);
  // Handed over: from here on it is the caller's to close.
  opening.move();
  return { session, history };
}

/** The same with a look at the journal, which is only read where it is not as it is remembered. */
export async function openWithLook(
  journey: Journey,
  recalling: Promise<Remembered | undefined>,
  wants: { readonly wantsList: boolean },
): Promise<{ readonly session: Session; readonly look: JournalLook }> {
  await using opening = new AsyncDisposableStack();
  const session = opening.use(await openTarget(journey));
  const look = await lookAtJournal(session, await recalling, wants);
  opening.move();
  return { session, look };
}

/** The target as people are shown it, without password. */
export function shownTarget({ settings }: Journey): string {
  const { target } = settings;
  const name = target.environment ? `${target.environment.name}: ` : "";
  return target.kind === "url" ? name + describeUrl(target.url).shown : "embedded server";
}

/** The deploy lock of the target, released when disposed of. Waits as long as the settings say, or longer. */
export function lockTarget(journey: Journey, session: Session, atLeastMs: number = 0): Promise<DeployLock> {
  const { settings, world, audience, signal } = journey;
  return takeDeployLock(session, {
    holder: applicationNameOf(journey),
    openHeartbeat: () => openTarget(journey),
    waitMs: Math.max(atLeastMs, settings.limits.deployLockWaitMs),
    clock: world.clock,
    signal,
    onWaiting: (holder) =>
      audience.progress(`Waiting for another deployer: ${holder ? showHolder(holder) : "who has just gone"}`),
  });
}

/** Who runs, for the journal. */
export async function describeRun({ world, settings, runId }: Journey): Promise<Run> {
  const { processes } = world;
  const git = await processes.run("git", ["-C", settings.folder.directory, "rev-parse", "HEAD"]);
  return {
    id: runId,
    osUser: processes.user,
    host: processes.host,
    ...(git.code === 0 ? { gitCommit: git.stdout.trim() } : {}),
    tool: settings.tool,
  };
}
