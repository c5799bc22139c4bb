// The journey of `up`: file ─▶ store ─▶ sql ─▶ plan ─▶ apply ─▶ journal. The way of the data, on one page.

import type { History } from "../core/history.ts";
import type { MigrationFolder } from "../core/migration.ts";
import type { MigrateOutcome } from "../core/outcome.ts";
import type { Plan } from "../core/plan.ts";
import type { Problem } from "../core/problem.ts";
import {
  chooseUp,
  compareWithHistory,
  makePlan,
  refuseProblems,
  standingProblems,
  type UpRequest,
} from "../plan/plan.ts";
import { refuseGated } from "./confirm.ts";
import { told, type Journey } from "./journey.ts";
import { parseEdited, parseUps, readFolder, warmParser } from "./parsed.ts";
import { readUnlessKnown } from "./folder-memory.ts";
import { openWithHistory, shownTarget } from "./target.ts";

/** Applies what is pending. The lock is only taken when something is; the plan is made under it. */
export function migrate(journey: Journey, request: UpRequest): Promise<MigrateOutcome> {
  return told(nothingYet(shownTarget(journey)), async (known) => {
    refuseGated(journey);
    const [ups, opened] = await Promise.all([readUnlessKnown(journey), openWithHistory(journey)]); // file, store
    await using session = opened.session;
    if (ups.isSettled(opened.history) && request.to === undefined) return;
    const folder = await ups.read();
    if (compareWithHistory(folder, opened.history).pending.length === 0) {
      // Nothing to do, but perhaps to tell.
      await planUp(journey, opened.history, { folder, request, known });
      return await ups.remember(opened.history);
    }
    warmParser();
    const { applyToTheEnd, pendingAfter } = await import("./doing.ts");
    const whole = readFolder(journey);
    const done = await applyToTheEnd(
      journey,
      session,
      async (now, only) =>
        planUp(journey, now, { folder: await whole, request: { ...request, ...only }, known }), // sql, plan
    ); //                                                              apply, journal
    known.applied = done.applied;
    known.pending = pendingAfter(known.pending, done.applied);
    if (done.failure) known.failure = done.failure;
  });
}

interface Asked {
  readonly folder: MigrationFolder;
  readonly request: UpRequest;
  readonly known: { problems: readonly Problem[]; pending: MigrateOutcome["pending"] };
  /** How many migrations are planned before the plan is handed out. */
  readonly ahead?: number;
}

/**
 * So many migrations are parsed and judged before anything runs: more than any deploy has. Of a longer list, as on
 * an empty database, the next ones are parsed while the server runs those before them.
 */
const AHEAD = 100;
const NEXT = 250;

/** What `up` would run, by the files and this history. Fills in what is known on the way; refuses on problems. */
export async function planUp(journey: Journey, history: History, asked: Asked): Promise<Plan> {
  const { folder, request, known, ahead = AHEAD } = asked;
  const standing = compareWithHistory(folder, history);
  known.pending = standing.pending;
  const problems = standingProblems(standing, await parseEdited(standing), request);
  known.problems = [...folder.problems, ...problems];
  const chosen = chooseUp(standing, history, request);

  const planPart = async (from: number, to: number): Promise<Plan> => {
    const parsed = await parseUps(journey, chosen.slice(from, to));
    const scripts = parsed.flatMap(({ script, verify }) => [script, ...(verify ? [verify] : [])]);
    known.problems = [...known.problems, ...scripts.flatMap((script) => script.problems)];
    refuseProblems(known.problems);
    const { position, ...part } = makePlan("up", parsed, { history, limits: journey.settings.limits });
    const plan = { ...part, all: chosen, ...(from === 0 ? { position } : {}) };
    return to < chosen.length ? { ...plan, rest: () => planPart(to, to + NEXT) } : plan;
  };
  return planPart(0, ahead);
}

const nothingYet = (target: string): MigrateOutcome => ({
  command: "migrate",
  direction: "up",
  target,
  applied: [],
  pending: [],
  problems: [],
});
