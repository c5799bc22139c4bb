// A folder of migrations with a server to try it on, as the commands would have it, and silent.

import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import { apply } from "../src/apply/apply.ts";
import { EMPTY_HISTORY } from "../src/core/history.ts";
import type { PlannedMigration } from "../src/core/plan.ts";
import { connect, type Session } from "../src/database/database.ts";
import type { Journey } from "../src/flow/journey.ts";
import { ensureJournal } from "../src/journal/journal.ts";
import { parseDowns, parseUps, readFolder } from "../src/flow/parsed.ts";
import { silentContext } from "../src/flow/silent.ts";
import { makePlan } from "../src/plan/plan.ts";
import { journeyOf } from "../test/faults/runner.ts";
import { startServer, type Server } from "./server.ts";

export interface ProjectOptions {
  /** Makes or names the folder of migrations; given an empty folder to work in. */
  readonly migrations: (folder: string) => string;
  /** SQL that runs first on every scratch database. */
  readonly setup?: string | undefined;
}

export interface Project extends AsyncDisposable {
  readonly journey: Journey;
  /** A folder that goes with the project. */
  readonly folder: string;
  readonly server: Server;
  readonly setup: string | undefined;
}

/** Starts a server of its own. */
export async function openProject({ migrations, setup }: ProjectOptions): Promise<Project> {
  const folder = mkdtempSync(join(tmpdir(), "bench-project-"));
  const directory = resolve(migrations(folder));
  const server = await startServer();
  await server.recreate("target");
  const plain = journeyOf(server.url("target"), directory);
  const scratch = {
    url: server.url("postgres"),
    ...(setup === undefined ? {} : { setup: resolve(setup) }),
  };
  const journey = {
    ...plain,
    settings: { ...plain.settings, project: folder, scratch, allowOutOfOrder: true },
  };
  return {
    journey,
    folder,
    server,
    setup,
    [Symbol.asyncDispose]: async () => {
      await server[Symbol.asyncDispose]();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** One migration and what undoes it, where a file does. */
export interface UpAndDown {
  readonly up: PlannedMigration;
  readonly down: PlannedMigration | undefined;
}

/** A database, and all migrations of the project to run on it. */
export interface Ground extends AsyncDisposable {
  readonly url: string;
  readonly session: Session;
  readonly parts: readonly UpAndDown[];
  /** Runs one, unwatched. True where it went through. */
  readonly run: (migration: PlannedMigration) => Promise<boolean>;
}

/** Makes an empty database anew, as anybody would. */
export async function openGround({ journey, server, setup }: Project): Promise<Ground> {
  await server.recreate("ground");
  const url = server.url("ground");
  const open = (): Promise<Session> => connect(url, { applicationName: "bench" });
  const folder = await readFolder(journey);
  const session = await open();
  if (setup !== undefined) await session.run(readFileSync(setup, "utf8"));
  await ensureJournal(session);
  const context = { history: EMPTY_HISTORY, limits: journey.settings.limits };
  const ups = makePlan("up", await parseUps(journey, folder.migrations), context).migrations;
  const { chosen } = await parseDowns(ups, folder, session);
  const downs = new Map(
    chosen
      .filter(({ script }) => script.problems.length === 0)
      .map((each) => [each.version, makePlan("down", [each], context).migrations[0]]),
  );
  return {
    url,
    session,
    parts: ups.map((up) => ({ up, down: downs.get(up.version) })),
    run: async (migration) => {
      const plan = { direction: migration.direction, migrations: [migration], all: [migration] };
      const { failure } = await apply(plan, session, silentContext(journey, open));
      return failure === undefined;
    },
    [Symbol.asyncDispose]: () => session.close(),
  };
}
