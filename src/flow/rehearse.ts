// The journey of `rehearse`: the plan is run for real on a scratch server, watched, undone and run again.

import { dirname } from "node:path";

import { Failure } from "../core/failure.ts";
import type { MigrationFolder } from "../core/migration.ts";
import type { Plan, PlannedMigration } from "../core/plan.ts";
import type { Problem } from "../core/problem.ts";
import { isRepeatable } from "../core/repeatable.ts";
import type { RehearseOutcome, Rehearsal, ScratchSource } from "../core/rehearsal.ts";
import type { Session } from "../database/database.ts";
import { readHistory } from "../journal/journal.ts";
import { failureIn, makePlan, type ReadRepeatable, type UpRequest } from "../plan/plan.ts";
import {
  bindingOf,
  estimateHolds,
  fillTables,
  findingsOf,
  lockedTables,
  readSizes,
  readSurroundings,
  rehearse as rehearseParts,
  touchedTables,
  writeRecord,
  type Part,
} from "../rehearse/rehearse.ts";
import { told, type Journey } from "./journey.ts";
import { planUp } from "./migrate.ts";
import { parseDowns, parseRepeatables, readFolder } from "./parsed.ts";
import { planRepeated, type RepeatRequest } from "./plan-repeated.ts";
import { openScratchLike, type Scratch } from "./scratch.ts";
import { silentContext } from "./silent.ts";
import { openTarget, shownTarget } from "./target.ts";

export interface RehearseRequest extends UpRequest {
  readonly source: ScratchSource;
  /** The archive that `backup` restores. */
  readonly backup?: string;
  /** Rows to make up for each table that the plan touches. */
  readonly fillRows: number;
  /** Where the record is written. */
  readonly recordFile: string;
}

/** Rehearses what `up` would run. The target is only read. */
export function rehearse(journey: Journey, request: RehearseRequest): Promise<RehearseOutcome> {
  return told(nothingYet(shownTarget(journey)), async (known) => {
    const folder = await readFolder(journey);
    known.problems = folder.problems;
    await using target = await openTarget(journey);
    const history = await readHistory(target);
    const asked = { folder, request, known: { problems: known.problems, pending: [] }, ahead: Infinity };
    const plan = await planUp(journey, history, asked).finally(() => (known.problems = asked.known.problems));
    const pending = { known: asked.known, read: await repeatablesIn(journey, plan, folder), history };
    if (plan.migrations.length + pending.read.length === 0) return;

    await using scratch = await openScratchLike(journey, { ...request, target, history, folder });
    known.problems = [...known.problems, ...scratch.problems];
    const parts = await partsOf(journey, plan.migrations, { folder, scratch });
    known.problems = [...known.problems, ...(await fill(journey, plan.migrations, { scratch, request }))];
    const rehearsal = await perform(journey, parts, { scratch, request, target, pending });
    known.problems = [...new Set([...known.problems, ...asked.known.problems])];
    known.rehearsal = rehearsal;
    known.files = [request.recordFile];
    await journey.world.files.makeDirectory(dirname(request.recordFile));
    await journey.world.files.write(request.recordFile, writeRecord(rehearsal));
    const failure = verdictOn(rehearsal);
    if (failure) known.failure = failure;
  });
}

/** Repeatables are rehearsed where `up` would apply them: after the last migration. */
const repeatablesIn = async (
  journey: Journey,
  { all }: Plan,
  folder: MigrationFolder,
): Promise<readonly ReadRepeatable[]> =>
  all.some(({ version }) => isRepeatable(version)) ? await parseRepeatables(journey, folder) : [];

interface Prepared {
  readonly scratch: Scratch;
  readonly request: RehearseRequest;
}

/** The ups with their downs. A down that is missing or does not parse is part of what the rehearsal tells. */
async function partsOf(
  journey: Journey,
  ups: readonly PlannedMigration[],
  { folder, scratch }: { readonly folder: MigrationFolder; readonly scratch: Scratch },
): Promise<readonly Part[]> {
  await using session = await scratch.open();
  const history = await readHistory(session);
  const { chosen, problems } = await parseDowns(journey, ups, { folder, session });
  const { limits } = journey.settings;
  return ups.map((up): Part => {
    const found = chosen.find(({ version }) => version === up.version);
    if (!found) {
      const said = problems.find(({ version }) => version === up.version)?.code;
      return { up, down: { kind: said === "irreversible" ? "irreversible" : "none" } };
    }
    const downChecksum = found.checksum;
    const failure = failureIn(found.script.problems);
    if (failure) return { up, down: { kind: "broken", failure }, downChecksum };
    const [migration] = makePlan("down", [found], { history, limits }).migrations;
    return { up, down: migration ? { kind: "file", migration } : { kind: "none" }, downChecksum };
  });
}

async function fill(
  journey: Journey,
  ups: readonly PlannedMigration[],
  { scratch, request }: Prepared,
): Promise<readonly Problem[]> {
  if (request.fillRows === 0) return [];
  await using session = await scratch.open();
  const filled = await fillTables(session, {
    tables: touchedTables(ups, await readSurroundings(session)).map(({ at }) => at),
    rows: request.fillRows,
    signal: journey.signal,
    onProgress: (sentence) => journey.audience.progress(sentence),
  });
  return filled.flatMap(({ relation, rows, note }): Problem[] =>
    note === undefined
      ? []
      : [
          {
            code: "fewer-rows",
            severity: "warning",
            message: `${relation} was filled with ${rows} rows only. ${note}`,
            remedy: "What is measured on it says less. Rehearse from a backup to have real rows.",
          },
        ],
  );
}

async function perform(
  journey: Journey,
  parts: readonly Part[],
  {
    scratch,
    request,
    target,
    pending,
  }: Prepared & { readonly target: Session; readonly pending: RepeatRequest },
): Promise<Rehearsal> {
  const { settings, world } = journey;
  const startedAt = world.clock.now().toISOString();
  const originMs = world.clock.monotonicMs();
  const { startSchema, migrations } = await rehearseParts(parts, {
    databases: scratch.databases,
    url: scratch.url,
    ownServer: scratch.server.kind !== "url",
    open: (url) => scratch.open(url),
    context: silentContext(journey, () => scratch.open()),
    originMs,
    later: async (session) =>
      pending.read.length === 0
        ? []
        : (await planRepeated(journey, session, pending)).migrations.map((up): Part => ({
            up,
            down: { kind: "none" },
          })),
    onPart: ({ up }, index) =>
      journey.audience.progress(`${index + 1} of ${Math.max(parts.length, index + 1)}: ${up.file}`),
  });
  const estimates = estimateHolds(migrations, await readSizes(target, lockedTables(migrations)));
  const bound = {
    limits: settings.limits,
    ...(settings.role === undefined ? {} : { role: settings.role }),
    server: scratch.server,
    migrations,
  };
  return {
    ...bound,
    tool: settings.tool,
    startedAt,
    durationMs: world.clock.monotonicMs() - originMs,
    startSchema,
    fillRows: request.fillRows,
    estimates,
    findings: findingsOf(migrations, estimates),
    binding: bindingOf(bound),
  };
}

function verdictOn({ migrations, findings }: Rehearsal): Failure | undefined {
  const failed = migrations.find(({ failure }) => failure)?.failure;
  if (failed) return failed;
  const hazards = findings.filter((finding) => finding.class === "hazard").length;
  if (hazards === 0) return undefined;
  return new Failure(
    "hazards-found",
    `The rehearsal saw ${hazards} ${hazards === 1 ? "hazard" : "hazards"}.`,
    {
      hint: "Each is listed with what to do instead.",
    },
  );
}

const nothingYet = (target: string): RehearseOutcome => ({
  command: "rehearse",
  target,
  problems: [],
  files: [],
});
