// The door of rehearsal: runs a plan on a scratch database, watches what each statement does, and proves the downs.

import { compareSnapshots } from "../catalog/catalog.ts";
import type { Snapshot } from "../core/catalog.ts";
import { Failure } from "../core/failure.ts";
import type { Checksum } from "../core/migration.ts";
import type { PlannedMigration } from "../core/plan.ts";
import type { Session } from "../database/database.ts";
import type { ObservedStatement, RehearsedMigration, RoundTrip } from "../core/rehearsal.ts";
import { readSurroundings } from "./observe/surroundings.ts";
import type { Relation, Surroundings } from "./observe/surroundings.ts";
import { applyOne, perform, type Performance } from "./performance.ts";
import { TABLE_KINDS, touchedTables } from "./probe/tables.ts";
import { makeRoundTrip, type Down } from "./round-trip.ts";
import { openStage, type Stage, type StageOptions } from "./stage.ts";

export { bindingOf } from "./binding.ts";
export { estimateHolds, lockedTables, readSizes } from "./estimate.ts";
export { fillTables } from "./fill/fill.ts";
export { readSurroundings } from "./observe/surroundings.ts";
export { touchedTables } from "./probe/tables.ts";
export { findingsOf } from "./findings.ts";
export { fillFromBackup } from "./scratch/from-backup.ts";
export { fillFromTarget, type ScratchFill } from "./scratch/from-target.ts";
export { ensureRoles, missingRoles, readRoles, type Role } from "./scratch/roles.ts";
export { takeSettings } from "./scratch/likeness.ts";
export { openScratch, type ScratchDatabases } from "./scratch/scratch.ts";
export { chooseServer } from "./scratch/server.ts";
export { readRecord } from "./record/read.ts";
export { writeRecord } from "./record/record.ts";

/** One migration with what undoes it. */
export interface Part {
  readonly up: PlannedMigration;
  readonly down: Down;
  readonly downChecksum?: Checksum;
}

export interface RehearseOptions extends StageOptions {
  /** Told before each migration. */
  readonly onPart: (part: Part, index: number) => void;
  /** Plans what comes after the parts, by the database that they have made; the session is between transactions. */
  readonly later?: (session: Session) => Promise<readonly Part[]>;
}

export interface Rehearsed {
  /** Digest of the schema that it began with. */
  readonly startSchema: string;
  /** In order; ends with the first whose up failed. */
  readonly migrations: readonly RehearsedMigration[];
}

/**
 * Rehearses the parts in order, each on the schema that those before it made. Throws Failure where the scratch server
 * itself gives up, or on an interruption; what a migration does wrong is part of what is given back.
 */
export async function rehearse(parts: readonly Part[], options: RehearseOptions): Promise<Rehearsed> {
  await using stage = await openStage(options);
  const migrations: RehearsedMigration[] = [];
  const start = await stage.look();
  let before = start;
  const all = [...parts];
  for (let index = 0; ; index += 1) {
    if (index === parts.length) all.push(...((await options.later?.(stage.session)) ?? []));
    const part = all[index];
    if (part === undefined) break;
    options.onPart(part, index);
    const { rehearsed, after } = await rehearsePart({ part, before }, stage, options);
    if (options.context.signal.aborted) throw interrupted();
    migrations.push(rehearsed, ...companions(part, rehearsed));
    if (rehearsed.failure || after === undefined) break;
    if (!after.intact) await stage.rewind(all.slice(0, index + 1).map(({ up }) => up));
    before = after.snapshot;
  }
  return { startSchema: start.digest, migrations };
}

/** Repeatables that share a transaction were rehearsed together: the first has all that was seen. */
const companions = ({ up }: Part, { durationMs }: RehearsedMigration): readonly RehearsedMigration[] =>
  (up.repeats ?? []).slice(1).map(({ version, name, file, checksum }) => ({
    ...{ version, name, file, checksum, durationMs },
    ...{ steps: [], statements: [], stalls: [], changes: [], roundTrip: UNTRIED },
  }));

const interrupted = (): Failure =>
  new Failure(
    "interrupted",
    "Interrupted. The target was only read, and the scratch databases are dropped.",
    {
      hint: "Run the same command again.",
    },
  );

interface Beginning {
  readonly part: Part;
  readonly before: Snapshot;
}

interface Ending {
  readonly rehearsed: RehearsedMigration;
  /** Absent where the up failed. */
  readonly after?: { readonly snapshot: Snapshot; readonly intact: boolean };
}

const UNTRIED: RoundTrip = { down: "untried", rerun: "untried", differences: [], failures: [] };

async function rehearsePart(
  { part, before }: Beginning,
  stage: Stage,
  { context, originMs }: RehearseOptions,
): Promise<Ending> {
  const { up, down, downChecksum } = part;
  const surroundings = await readSurroundings(stage.session);
  const probed = touchedTables([up], surroundings);
  const options = { stage, surroundings, context, originMs };
  const first = await perform(up, { ...options, probed });
  const { version, name, file, checksum } = up;
  const known = { version, name, file, checksum, ...(downChecksum === undefined ? {} : { downChecksum }) };
  if (first.failure) return { rehearsed: { ...known, ...first, changes: [], roundTrip: UNTRIED } };
  const after = await stage.look();
  const hidden = tablesNotProbed(first, probed, surroundings);
  let second: Performance | undefined;
  const again = async (): Promise<Performance["failure"]> => {
    if (hidden.length === 0) return (await applyOne(up, stage, context)).failure;
    second = await perform(up, { ...options, probed: hidden });
    return second.failure;
  };
  const { roundTrip, intact } = await makeRoundTrip({ up, down, before, after, again }, stage, context);
  const rehearsed = {
    ...known,
    ...together(first, second),
    changes: compareSnapshots(before, after),
    roundTrip,
  };
  return { rehearsed, after: { snapshot: after, intact } };
}

/** Tables that turned out to be locked as well, as those in DO blocks: probed the second time. */
function tablesNotProbed(
  { statements }: Performance,
  probed: readonly Relation[],
  { relations }: Surroundings,
): readonly Relation[] {
  const locked = new Set(statements.flatMap(({ locks }) => locks.map(({ relation }) => relation)));
  const known = new Set(probed.map(({ name }) => name));
  return [...relations.values()].filter(
    ({ name, kind }) => TABLE_KINDS.has(kind) && locked.has(name) && !known.has(name),
  );
}

/** The first performance with the stalls that only the second could measure. */
function together(first: Performance, second: Performance | undefined): Performance {
  if (!second) return first;
  const stalls = new Map(second.statements.map((statement) => [statement.number, statement.stalls]));
  const statements = first.statements.map((statement): ObservedStatement => ({
    ...statement,
    stalls: [...statement.stalls, ...(stalls.get(statement.number) ?? [])],
  }));
  return { ...first, statements, stalls: [...first.stalls, ...second.stalls] };
}
