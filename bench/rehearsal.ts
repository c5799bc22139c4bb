// What watching costs: a rehearsal beside plain up, down and up. `node rehearsal.ts [--count N] [--runs N] [DIR]`.

import { randomUUID } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { apply } from "../src/apply/apply.ts";
import type { PlannedMigration } from "../src/core/plan.ts";
import type { Settings } from "../src/core/settings.ts";
import { connect, type Session } from "../src/database/database.ts";
import { readFolder, parseDowns, parseUps } from "../src/flow/parsed.ts";
import type { Journey } from "../src/flow/journey.ts";
import { openScratchLike } from "../src/flow/scratch.ts";
import { silentContext } from "../src/flow/silent.ts";
import { rehearse } from "../src/flow/rehearse.ts";
import { EMPTY_HISTORY } from "../src/core/history.ts";
import { makePlan } from "../src/plan/plan.ts";
import { realWorld } from "../src/world/world.ts";
import { generate } from "./generate.ts";
import { startServer } from "./server.ts";
import { median, round } from "./statistics.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    count: { type: "string", default: "300" },
    runs: { type: "string", default: "5" },
    setup: { type: "string" },
  },
});

const LIMITS = {
  lockTimeoutMs: 100,
  concurrentLockTimeoutMs: 60_000,
  statementTimeoutMs: 0,
  lockTriesMax: 30,
  lockWaitMs: 60_000,
  deployLockWaitMs: 0,
};

const folder = mkdtempSync(join(tmpdir(), "bench-rehearsal-"));
const migrations = positionals[0] ?? generated();
const world = realWorld();
const silence = (): void => undefined;
await using server = await startServer();
await server.recreate("target");

const settings: Settings = {
  project: folder,
  folder: { directory: resolve(migrations), shownAs: "migrations" },
  target: { kind: "url", url: server.url("target") },
  limits: LIMITS,
  embedded: { dataDirectory: join(folder, "postgres"), server: "embedded" },
  scratch: {
    url: server.url("postgres"),
    ...(values.setup === undefined ? {} : { setup: resolve(values.setup) }),
  },
  allowOutOfOrder: true,
  tool: "bench",
};

const journey: Journey = {
  world,
  settings,
  audience: {
    progress: silence,
    migrationStarted: silence,
    statementStarted: silence,
    blocked: silence,
    retrying: silence,
    building: silence,
    migrationFinished: silence,
    notice: silence,
    confirm: () => Promise.resolve(true),
  },
  runId: randomUUID(),
  signal: new AbortController().signal,
};

const ratios: number[] = [];
for (let run = 1; run <= Number(values.runs); run += 1) {
  const plainMs = await timed(plain);
  const rehearsedMs = await timed(rehearsed);
  ratios.push(rehearsedMs / plainMs);
  const line = [plainMs, rehearsedMs].map((ms) => `${Math.round(ms)} ms`).join(" plain, ");
  console.log(`${run}: ${line} rehearsed, ${round(rehearsedMs / plainMs)} x`);
}
console.log(`median ${round(median(ratios))} x`);
rmSync(folder, { recursive: true, force: true });

function generated(): string {
  mkdirSync(folder, { recursive: true });
  generate("lockkeeper", folder, Number(values.count));
  return join(folder, "migrations");
}

async function timed(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

async function rehearsed(): Promise<void> {
  const { rehearsal, failure } = await rehearse(journey, {
    allowOutOfOrder: true,
    source: "replay",
    fillRows: 0,
    recordFile: join(folder, "record.json"),
  });
  if (rehearsal === undefined || failure?.code !== "hazards-found")
    throw new Error(failure?.message ?? "nothing");
}

/** The same steps by the same executor on the same kind of database, one migration after the other, unwatched. */
async function plain(): Promise<void> {
  const read = await readFolder(journey);
  await using target = await connect(server.url("target"), { applicationName: "bench" });
  await using scratch = await openScratchLike(journey, {
    source: "replay",
    target,
    history: EMPTY_HISTORY,
    folder: read,
  });
  await using session = await scratch.open();
  const context = { history: EMPTY_HISTORY, limits: LIMITS };
  const ups = makePlan("up", await parseUps(journey, read.migrations), context).migrations;
  const { chosen } = await parseDowns(ups, read, session);
  const downs = new Map(
    chosen
      .filter(({ script }) => script.problems.length === 0)
      .map((each) => [each.version, makePlan("down", [each], context).migrations[0]]),
  );
  for (const up of ups) {
    await one(up, session);
    const down = downs.get(up.version);
    if (down && (await one(down, session))) await one(up, session);
  }
}

/** True where it went through. */
async function one(migration: PlannedMigration, session: Session): Promise<boolean> {
  const plan = { direction: migration.direction, migrations: [migration], all: [migration] };
  const { failure } = await apply(
    plan,
    session,
    silentContext(journey, () => connect(server.url("target"), { applicationName: "bench" })),
  );
  return failure === undefined;
}
