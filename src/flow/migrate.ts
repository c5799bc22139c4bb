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
import type { Session } from "../database/database.ts";
import { readHistory } from "../journal/journal.ts";
import { readOnce } from "../store/store.ts";
import { refuseGated } from "./confirm.ts";
import { told, type Journey } from "./journey.ts";
import { recall, readUnlessKnown } from "./folder-memory.ts";
import { parseEdited, parseRepeatables, parseUps, readFolder, warmParser } from "./parsed.ts";
import { pendingRepeatables, problemsOfRepeatables } from "./repeatables.ts";
import { openWithLook, shownTarget } from "./target.ts";

/** Applies what is pending. The lock is only taken when something is; the plan is made under it. */
export function migrate(journey: Journey, request: UpRequest): Promise<MigrateOutcome> {
  return told(nothingYet(shownTarget(journey)), async (known) => {
    refuseGated(journey);
    const reading = { ...journey, world: { ...journey.world, files: readOnce(journey.world.files) } };
    const recalling = recall(reading);
    const [opened, ups] = await Promise.all([
      openWithLook(journey, recalling, { wantsList: false }),
      readUnlessKnown(reading, recalling), // file, store
    ]);
    await using session = opened.session;
    const { look } = opened;
    if (ups.isKnown && look.kind === "known" && request.to === undefined) return;
    const history = look.kind === "read" ? look.history : await readHistory(session);
    const folder = await ups.read();
    const { pending } = compareWithHistory(folder, history);
    if (pending.length === 0 && pendingRepeatables(folder, history).length === 0) {
      // Nothing to do, but perhaps to tell.
      await planUp(journey, history, { folder, request, known });
      return await ups.remember(history);
    }
    warmParser();
    const { applyToTheEnd, pendingAfter } = await import("./doing.ts");
    const whole = readFolder(reading);
    // It is awaited once the lock is held: until then nobody would catch what it throws.
    whole.catch(() => undefined);
    const done = await applyToTheEnd(
      journey,
      session,
      async (now, only, current) =>
        planUp(journey, now, {
          folder: await whole,
          request: { ...request, ...only },
          known,
          session: current,
        }), // sql, plan
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
  /** By what this shows then, repeatables are planned after the migrations; not at all without it. */
  readonly session?: Session;
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
  const changed = pendingRepeatables(folder, history);
  known.pending = [...standing.pending, ...changed];
  const problems = standingProblems(standing, await parseEdited(standing), request);
  known.problems = [...folder.problems, ...problems];
  const chosen = chooseUp(standing, history, request);
  const waiting = changed.filter(({ version }) => request.only?.has(version) !== false);
  const isWhole = chosen.length === standing.pending.length || !stopsShort(request);
  const repeated = isWhole ? waiting : [];
  const read = isWhole && chosen.length + waiting.length > 0 ? await parseRepeatables(journey, folder) : [];
  known.problems = [...known.problems, ...problemsOfRepeatables(read)];
  const { session } = asked;
  const after =
    read.length === 0 || session === undefined
      ? undefined
      : async (): Promise<Plan> => {
          // What reads catalogs is only loaded where there are repeatables.
          const { planRepeated } = await import("./plan-repeated.ts");
          return planRepeated(journey, session, { read, history, known, ...request });
        };

  const planPart = async (from: number, to: number): Promise<Plan> => {
    const parsed = await parseUps(journey, chosen.slice(from, to));
    const scripts = parsed.flatMap(({ script, verify }) => [script, ...(verify ? [verify] : [])]);
    known.problems = [...known.problems, ...scripts.flatMap((script) => script.problems)];
    refuseProblems(known.problems);
    const { position, ...part } = makePlan("up", parsed, { history, limits: journey.settings.limits });
    const plan = { ...part, all: [...chosen, ...repeated], ...(from === 0 ? { position } : {}) };
    if (to < chosen.length) return { ...plan, rest: () => planPart(to, to + NEXT) };
    return after === undefined ? plan : { ...plan, after };
  };
  return planPart(0, ahead);
}

/** Repeatables speak of the newest schema: they wait where the run leaves migrations out, but for those of a phase. */
const stopsShort = ({ to, steps }: UpRequest): boolean => to !== undefined || steps !== undefined;

const nothingYet = (target: string): MigrateOutcome => ({
  command: "migrate",
  direction: "up",
  target,
  applied: [],
  pending: [],
  problems: [],
});
