// Makes a scratch database like the target: by replaying what is applied there, from its schema, or from a backup.

import { apply } from "../apply/apply.ts";
import { Failure } from "../core/failure.ts";
import type { History } from "../core/history.ts";
import { EMPTY_HISTORY } from "../core/history.ts";
import type { Migration, MigrationFolder, Repeatable } from "../core/migration.ts";
import type { Plan } from "../core/plan.ts";
import type { Problem } from "../core/problem.ts";
import type { Rehearsal, ScratchSource } from "../core/rehearsal.ts";
import { connect, type Session } from "../database/database.ts";
import { ensureJournal, readHistory, readRepeatedSources } from "../journal/journal.ts";
import { makePlan, refuseProblems } from "../plan/plan.ts";
import {
  chooseServer,
  ensureRoles,
  fillFromBackup,
  fillFromTarget,
  missingRoles,
  openScratch,
  readRoles,
  takeSettings,
  type Role,
  type ScratchDatabases,
  type ScratchFill,
} from "../rehearse/rehearse.ts";
import { silentContext } from "./silent.ts";
import type { Journey } from "./journey.ts";
import { parseRepeatables, parseUps } from "./parsed.ts";
import { planRepeated } from "./plan-repeated.ts";
import { applicationNameOf, targetUrl } from "./target.ts";

/** The target, and what of it the scratch database shall have. */
export interface Likeness {
  readonly source: ScratchSource;
  /** The archive that `backup` restores. */
  readonly backup?: string;
  readonly target: Session;
  readonly history: History;
  readonly folder: MigrationFolder;
}

/** A scratch database with its journal. Leaving its scope drops it, and whatever was copied from it. */
export interface Scratch extends AsyncDisposable {
  readonly databases: ScratchDatabases;
  readonly url: string;
  readonly server: Rehearsal["server"];
  readonly problems: readonly Problem[];
  /** A session on this database, or on another of the same server. */
  open(url?: string): Promise<Session>;
}

/** Chooses and starts the server, and makes the database. The target is only read. */
export async function openScratchLike(journey: Journey, likeness: Likeness): Promise<Scratch> {
  const { signal } = journey;
  await using opening = new AsyncDisposableStack();
  const chosen = await openServer(journey, likeness.target.serverVersion);
  const { server, open, problems } = chosen;
  const databases = opening.use(chosen.databases);
  const roles = rolesToMake(await readRoles(likeness.target), likeness);
  if (server.kind !== "url") await withAdmin(open, server.url, (session) => ensureRoles(session, roles));
  const withRoles = await withAdmin(
    open,
    server.url,
    async (session) => (await missingRoles(session, roles)).length === 0,
  );
  const url = await databases.create(withRoles ? ownerAmong(roles) : undefined);
  const refused = await withAdmin(open, url, (session) =>
    takeSettings(likeness.target, session, (name) => setsDatabase(likeness.folder, name)),
  );
  await fill(journey, likeness, { server, url, open, withRoles, signal });
  const disposing = opening.move();
  return {
    databases,
    url,
    server: { version: server.version, kind: server.kind, source: likeness.source },
    problems: [...problems, ...refused.map(otherSetting)],
    open: (other = url) => open(other),
    [Symbol.asyncDispose]: () => disposing.disposeAsync(),
  };
}

/** Whether a migration gives its database, or a role, this setting: those before it ran without. */
const setsDatabase = ({ migrations }: MigrationFolder, name: string): boolean =>
  migrations.some(
    ({ up: { text } }) => ALTER_SETTING.test(text) && text.toLowerCase().includes(name.toLowerCase()),
  );

const ALTER_SETTING = /\balter\s+(?:database|role|user)\b/i;

const otherSetting = (name: string): Problem => ({
  code: "scratch-setting",
  severity: "warning",
  message: `The scratch server refuses the value that the target has for ${name}: statements may do something else there.`,
  remedy: "Name a server that takes it with --scratch-url.",
});

/**
 * A scratch database like no target: with its journal and what --scratch-setup makes, on a server of the version
 * given as `server_version_num` where there is one.
 */
export async function openEmptyScratch(
  journey: Journey,
  version: number,
): Promise<Omit<Scratch, "server" | "problems">> {
  await using opening = new AsyncDisposableStack();
  const chosen = await openServer(journey, version);
  const { open } = chosen;
  const databases = opening.use(chosen.databases);
  const url = await databases.create();
  await setUp(journey, { open, url });
  await withAdmin(open, url, ensureJournal);
  const disposing = opening.move();
  return {
    databases,
    url,
    open: (other = url) => open(other),
    [Symbol.asyncDispose]: () => disposing.disposeAsync(),
  };
}

interface ScratchOn {
  readonly server: ScratchFill["server"];
  readonly databases: ScratchDatabases;
  readonly problems: readonly Problem[];
  readonly open: (url: string) => Promise<Session>;
}

async function openServer(journey: Journey, targetVersion: number): Promise<ScratchOn> {
  const { world, settings, audience, signal } = journey;
  const open = (url: string): Promise<Session> =>
    connect(url, { applicationName: applicationNameOf(journey), env: world.processes.env });
  const { server, reason, problems } = await chooseServer(world, {
    targetVersion,
    ...(settings.scratch.url === undefined ? {} : { url: settings.scratch.url }),
    embedded: settings.embedded,
    open,
    onProgress: (sentence) => audience.progress(sentence),
  });
  audience.progress(reason);
  return {
    server,
    databases: await openScratch(server, { clock: world.clock, open, signal }),
    problems,
    open,
  };
}

const CREATE_ROLE = /\bcreate\s+(?:role|user|group)\s+(?:"((?:[^"]|"")+)"|(\w+))/gi;

/** Without those that a migration creates: they will be there when they are needed, and not before. */
function rolesToMake(roles: readonly Role[], { source, folder }: Likeness): readonly Role[] {
  if (source !== "replay") return roles;
  const created = folder.migrations.flatMap(({ up }) =>
    [...up.text.matchAll(CREATE_ROLE)].map(
      ([, quoted, plain = ""]) => quoted?.replaceAll('""', '"') ?? plain.toLowerCase(),
    ),
  );
  return roles.filter(({ name }) => !created.includes(name));
}

async function withAdmin<T>(
  open: (url: string) => Promise<Session>,
  url: string,
  work: (session: Session) => Promise<T>,
): Promise<T> {
  await using session = await open(url);
  return await work(session);
}

const ownerAmong = (roles: readonly Role[]): string | undefined =>
  roles.find(({ ownsDatabase }) => ownsDatabase)?.name;

async function fill(journey: Journey, likeness: Likeness, scratch: ScratchFill): Promise<void> {
  const { world } = journey;
  const { source, target, backup } = likeness;
  await setUp(journey, scratch);
  switch (source) {
    case "replay":
      return replay(journey, likeness, scratch);
    case "target":
      await fillFromTarget(world, { url: await targetUrl(journey), session: target }, scratch);
      break;
    case "backup":
      await fillFromBackup(world, backup ?? "", scratch);
  }
  // The target's journal came with its schema, if it has one.
  await using session = await scratch.open(scratch.url);
  if (!(await readHistory(session)).exists) await ensureJournal(session);
}

/** Runs the SQL that was given for scratch databases. */
async function setUp(
  { world, settings }: Journey,
  { open, url }: Pick<ScratchFill, "open" | "url">,
): Promise<void> {
  const { setup } = settings.scratch;
  if (setup === undefined) return;
  if ((await world.files.kindOf(setup)) !== "file") {
    throw new Failure("bad-configuration", `There is no file ${setup} to set scratch databases up with.`, {
      hint: "Correct --scratch-setup, or the key scratch-setup of lockkeeper.yaml.",
    });
  }
  await using session = await open(url);
  try {
    await session.run(new TextDecoder().decode(await world.files.read(setup)));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Failure("statement-failed", `${setup}: ${reason}`, {
      hint: "It runs on an empty database before anything else.",
      file: setup,
      cause,
    });
  }
}

/** Applies again what is applied on the target, in the order in which it was. */
async function replay(journey: Journey, likeness: Likeness, { open, url }: ScratchFill): Promise<void> {
  const { settings, audience } = journey;
  const ups = await parseUps(journey, replayed(likeness));
  refuseProblems(ups.flatMap(({ script }) => script.problems));
  await using session = await open(url);
  await ensureJournal(session);
  const context = silentContext(journey, () => open(url));
  if (ups.length > 0) audience.progress(`Replaying ${ups.length} applied migrations`);
  const plan = makePlan("up", ups, { history: EMPTY_HISTORY, limits: settings.limits });
  const { failure: ofMigrations } = await apply(plan, session, context);
  const repeated = ofMigrations ? undefined : await planReplayed(journey, session, likeness);
  const failure = ofMigrations ?? (repeated && (await apply(repeated, session, context)).failure);
  if (failure === undefined) return;
  if (failure.code === "interrupted") throw failure;
  throw new Failure(failure.code, `Replaying what is applied failed: ${failure.message}`, {
    hint: "Rehearse from the target's own schema (--from target), or give what it needs with --scratch-setup.",
    ...(failure.file === undefined ? {} : { file: failure.file }),
    ...(failure.line === undefined ? {} : { line: failure.line }),
    ...(failure.excerpt === undefined ? {} : { excerpt: failure.excerpt }),
    cause: failure,
  });
}

/** The repeatables with the text that ran on the target, whatever the folder has by now. */
async function planReplayed(
  journey: Journey,
  session: Session,
  { target, history, folder }: Likeness,
): Promise<Plan | undefined> {
  if (history.repeated.length === 0) return undefined;
  const sources = await readRepeatedSources(target);
  const files = new Map(folder.repeatables.map((each) => [each.name, each]));
  const repeatables = history.repeated.map(({ name, checksum }): Repeatable => {
    const file = files.get(name);
    const text = sources.get(name) ?? (file?.checksum === checksum ? file.file.text : undefined);
    if (text === undefined) throw noSource(name);
    return { name, checksum, file: { path: file?.file.path ?? `journal:${name}`, text } };
  });
  const read = await parseRepeatables(journey, { repeatables });
  return await planRepeated(journey, session, { read, history: EMPTY_HISTORY, known: { problems: [] } });
}

const noSource = (name: string): Failure =>
  new Failure(
    "bad-files",
    `The repeatable ${name} is applied, and its text is neither in the journal nor in the folder.`,
    {
      hint: "The journal keeps no text that holds a secret. Get the file back as it ran, or use --from target.",
    },
  );

function replayed({ history, folder }: Likeness): readonly Migration[] {
  const files = new Map(folder.migrations.map((migration) => [migration.version, migration]));
  return history.applied.map(({ version, name }) => {
    const found = files.get(version);
    if (found) return found;
    throw new Failure("bad-files", `${version} ${name} is applied, but its file is not in the folder.`, {
      hint: "Without it the target cannot be replayed: get the file back, or use --from target.",
    });
  });
}
