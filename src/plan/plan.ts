// Makes the plan: chosen migrations and their parsed files into steps, without doing anything.

import { Failure } from "../core/failure.ts";
import type { Direction, History, UnfinishedMigration } from "../core/history.ts";
import type { Checksum } from "../core/migration.ts";
import type { Plan, PlannedMigration, Step } from "../core/plan.ts";
import type { RunLimits } from "../core/settings.ts";
import type { Script } from "../core/statement.ts";
import type { Version } from "../core/version.ts";
import { limitsFor } from "./limits.ts";
import { plannedStatement, splitScript } from "./split.ts";
import { canTravel } from "./travel.ts";

export {
  chooseDown,
  chooseUp,
  failureIn,
  refuseProblems,
  type DownRequest,
  type UpRequest,
} from "./choose.ts";
export { orderRepeatables } from "./repeatables/order.ts";
export type { FoundRepeatable, ReadRepeatable } from "./repeatables/read.ts";
export { compareRepeatables, isPending, planRepeatables } from "./repeatables/repeatables.ts";
export { plannedStatement } from "./split.ts";
export { compareWithHistory, standingProblems } from "./standing.ts";

/** One chosen migration with everything about it parsed. */
export interface Chosen {
  readonly version: Version;
  readonly name: string;
  readonly checksum: Checksum;
  readonly script: Script;
  /** The parsed verify script, for an up that has one. */
  readonly verify?: Script;
  readonly outsideTransaction: boolean;
  readonly downSql?: string;
}

/** The steps of the chosen migrations in the order given. Throws Failure where a resume cannot be trusted. */
export function makePlan(
  direction: Direction,
  chosen: readonly Chosen[],
  context: { readonly history: History; readonly limits: RunLimits },
): Plan & { readonly position: number } {
  const migrations = chosen.map((each) => planMigration(direction, each, context));
  return { direction, migrations, all: migrations, position: context.history.position };
}

function planMigration(
  direction: Direction,
  chosen: Chosen,
  { history, limits }: { readonly history: History; readonly limits: RunLimits },
): PlannedMigration {
  const { script, verify, downSql } = chosen;
  const steps = splitScript(script, chosen.outsideTransaction).map((piece): Step => ({
    ...piece,
    limits: limitsFor(piece, script, limits),
  }));
  const unfinished = history.unfinished.find((entry) => entry.version === chosen.version);
  const checks = (verify?.statements ?? []).map((statement, index) => plannedStatement(statement, index + 1));
  const done = unfinished ? resumePoint(unfinished, chosen, steps) : 0;
  return {
    version: chosen.version,
    name: chosen.name,
    direction,
    file: script.file,
    source: script.source,
    ...(script.filled && { filled: script.filled }),
    checksum: chosen.checksum,
    essence: script.essence,
    statements: script.statements.length,
    resumedAfter: done,
    ...(unfinished?.statementBegun === undefined ? {} : { begunStatement: unfinished.statementBegun }),
    preamble: script.statements
      .map((statement, index) => ({ statement, planned: plannedStatement(statement, index + 1) }))
      .filter(({ statement, planned }) => planned.number <= done && statement.setsSession)
      .map(({ planned }) => planned),
    steps: steps.filter((step) => step.statementsDone > done || script.statements.length === 0),
    setsSession: script.statements.some((statement) => statement.setsSession),
    travels: done === 0 && canTravel(steps, checks.length),
    checks,
    ...(verify ? { checksFile: sourceOf(verify) } : {}),
    ...(downSql === undefined ? {} : { downSql }),
  };
}

const sourceOf = ({ file: path, source, filled }: Script): NonNullable<PlannedMigration["checksFile"]> => ({
  ...{ path, source },
  ...(filled && { filled }),
});

/** The statements that are done must be in the file as they ran, or going on from there is a guess. */
function resumePoint(unfinished: UnfinishedMigration, chosen: Chosen, steps: readonly Step[]): number {
  const done = unfinished.statementsDone;
  if (done === 0) return 0;
  if (steps.some((step) => step.statementsDone === done && step.prefix === unfinished.prefix)) return done;
  throw new Failure(
    "unfinished",
    `${chosen.script.file} changed above the place where its last run stopped: statements 1 to ${done} ` +
      `are done and no longer stand there as they ran.`,
    {
      hint:
        `Put those statements back as they were (later ones may change), or settle the schema by hand and ` +
        `record it: lockkeeper repair mark-applied|mark-undone ${chosen.version} --reason "…"`,
      file: chosen.script.file,
    },
  );
}
