// Proves fixes by running them: the original on one copy of a scratch database, the fixed migration on another.

import { apply } from "../apply/apply.ts";
import { compareSnapshots, describeDifference, takeSnapshot } from "../catalog/catalog.ts";
import type { Snapshot } from "../core/catalog.ts";
import type { Failure } from "../core/failure.ts";
import { EMPTY_HISTORY, type Direction } from "../core/history.ts";
import type { Script } from "../core/statement.ts";
import type { Version } from "../core/version.ts";
import type { Session } from "../database/database.ts";
import type { LintMigration } from "../lint/lint.ts";
import { makePlan } from "../plan/plan.ts";
import { checksumOf } from "../store/store.ts";
import type { Journey } from "./journey.ts";
import { openEmptyScratch } from "./scratch.ts";
import { silentContext } from "./silent.ts";

/** What a migration came to on a scratch database: its schemas, or the failure that kept it from them. */
interface Played {
  readonly up: Snapshot | Failure;
  /** Absent where there is no down, or the up failed. */
  readonly down?: Snapshot | Failure;
}

/** A failure where the migrations before it do not run. */
export type PlayResult = Played | Failure;

/** A scratch database that follows the migrations. Ask for them in their order. Leaving its scope drops it. */
export interface ProvingGround extends AsyncDisposable {
  /** Plays a form of the migration with that version on the schema that those before it make. */
  play(form: LintMigration): Promise<PlayResult>;
}

/** `originals` are all migrations as they are on disk; `version` is the server's, as `server_version_num`. */
export async function openProvingGround(
  journey: Journey,
  originals: readonly LintMigration[],
  version: number,
): Promise<ProvingGround> {
  const scratch = await openEmptyScratch(journey, version);
  const running = { journey, open: (url?: string) => scratch.open(url) };
  let done = 0;
  let broken: Failure | undefined;
  const advanceTo = async (target: Version): Promise<void> => {
    await using session = await scratch.open();
    // Bound: the number of migrations.
    for (; broken === undefined && done < originals.length; done++) {
      const original = originals[done];
      if (original === undefined || original.version === target) return;
      broken = await runScript(session, { migration: original, direction: "up" }, running);
    }
  };
  return {
    play: async (form) => {
      await advanceTo(form.version);
      if (broken !== undefined) return broken;
      const url = await scratch.databases.copy(scratch.url);
      const played = await playOn(url, form, running);
      await scratch.databases.drop(url);
      return played;
    },
    [Symbol.asyncDispose]: () => scratch[Symbol.asyncDispose](),
  };
}

interface Running {
  readonly journey: Journey;
  readonly open: (url?: string) => Promise<Session>;
}

async function playOn(url: string, migration: LintMigration, running: Running): Promise<Played> {
  await using session = await running.open(url);
  const after = async (direction: Direction): Promise<Snapshot | Failure> =>
    (await runScript(session, { migration, direction }, running)) ?? (await takeSnapshot(session));
  const up = await after("up");
  return isFailure(up) || migration.down === undefined ? { up } : { up, down: await after("down") };
}

interface Part {
  readonly migration: LintMigration;
  readonly direction: Direction;
}

async function runScript(
  session: Session,
  { migration, direction }: Part,
  { journey, open }: Running,
): Promise<Failure | undefined> {
  const script: Script = (direction === "down" ? migration.down : undefined) ?? migration.up;
  const { version, name, outsideTransaction } = migration;
  const chosen = { version, name, outsideTransaction, script, checksum: checksumOf(script.source) };
  const { limits } = journey.settings;
  const { position: _, ...plan } = makePlan(direction, [chosen], { history: EMPTY_HISTORY, limits });
  const { failure } = await apply(plan, session, silentContext(journey, open));
  if (failure?.code === "interrupted") throw failure;
  return failure;
}

const isFailure = (result: Snapshot | Failure): result is Failure => result instanceof Error;

/** Why the fixed form is not proven to do what the original does; undefined where it is. */
export function doubtAbout(original: PlayResult, fixed: PlayResult): string | undefined {
  if ("message" in original)
    return `The migrations before it do not run on a scratch database: ${original.message}`;
  if ("message" in fixed) return fixed.message;
  if (isFailure(original.up)) return `It does not run on a scratch database as it is: ${original.up.message}`;
  if (isFailure(fixed.up)) return `Fixed, it does not run: ${fixed.up.message}`;
  const differs = firstDifference(original.up, fixed.up);
  if (differs !== undefined) return `Fixed, it leads to another schema: ${differs}.`;
  if (original.down === undefined || fixed.down === undefined) return undefined;
  if (isFailure(original.down)) return `Its down does not run as it is: ${original.down.message}`;
  if (isFailure(fixed.down)) return `After the fix its down does not run: ${fixed.down.message}`;
  const left = firstDifference(original.down, fixed.down);
  return left === undefined ? undefined : `After the fix its down leads to another schema: ${left}.`;
}

function firstDifference(before: Snapshot, after: Snapshot): string | undefined {
  const [first] = compareSnapshots(before, after);
  return first === undefined ? undefined : describeDifference(first);
}
