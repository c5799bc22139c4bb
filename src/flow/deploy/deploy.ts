// The journey of `deploy`: gates ─▶ backup ─▶ migrate ─▶ verify ─▶ health ─▶ record. It stops at what is not right first.

import type { Backup } from "../../core/backup.ts";
import type { Stage, StageName } from "../../core/deploy.ts";
import { asFailure, Failure } from "../../core/failure.ts";
import { PROTECTED_GATES, type GatePolicies } from "../../core/gate.ts";
import type { DeployOutcome } from "../../core/outcome.ts";
import { asRefusal } from "../../database/database.ts";
import { checkHealth } from "../../health/health.ts";
import { readDeployLog, unfinishedIn } from "../../journal/journal.ts";
import type { UpRequest } from "../../plan/plan.ts";
import { told, type Journey, type Known } from "../journey.ts";
import { openTarget, openWithHistory, shownTarget } from "../target.ts";
import { verify } from "../verify.ts";
import { writeAppliedOf } from "./applied.ts";
import { takeNow } from "./copy.ts";
import { note, prepareDiary } from "./diary.ts";
import { judge, type GateRequest } from "./judge.ts";
import { environmentOf, planDeploy, type DeployPlan } from "./plan.ts";
import { runPlan } from "./run-plan.ts";
import { noStageYet, withStage } from "./stages.ts";
import { waysFrom } from "./ways.ts";

export interface DeployRequest extends UpRequest, GateRequest {
  readonly dryRun: boolean;
  /** Where it is written what this environment has applied in the end, for the gates of another one. */
  readonly appliedFile?: string;
}

/** Deploys to the environment of the settings. */
export function deploy(journey: Journey, request: DeployRequest): Promise<DeployOutcome> {
  return told(nothingYet(journey, request), async (known) => {
    const policies = policiesOf(journey);
    const plan = await look(journey, known, { request, policies });
    if (plan.migrations.length === 0 && known.unfinished === undefined) return handOver(journey, request);
    const stage = stagesOf(known);
    await stage("gates", () => judge(journey, known, { request, policies, plan }));
    if (request.dryRun) return;
    await prepareDiary(journey);
    await note(journey, plan.hash, begunWith(known));
    try {
      await stage("backup", () => copy(journey, known, { policies, plan, request }));
      await stage("migrate", () => change(journey, known, plan));
      await stage("verify", () => check(journey, known, plan));
      await stage("health", () => examineAfter(journey, known));
      await stage("record", async () => {
        await handOver(journey, request);
        await note(journey, plan.hash, [{ event: "finished", evidence: finishedWith(known) }]);
        return done("The deploy stands in the log of the target.");
      });
    } catch (error) {
      const failure = asFailure(asRefusal(error));
      await noteStop(journey, plan, failure);
      known.ways = waysFrom(known, failure);
      throw failure;
    }
  });
}

const handOver = async (journey: Journey, { appliedFile, dryRun }: DeployRequest): Promise<void> => {
  if (appliedFile !== undefined && !dryRun) await writeAppliedOf(journey, appliedFile);
};

interface Deploying {
  readonly request: DeployRequest;
  readonly policies: GatePolicies;
}

type Ended = Pick<Stage, "state" | "says">;

const done = (says: string): Ended => ({ state: "done", says });

const policiesOf = (journey: Journey): GatePolicies => {
  const { gates, protected: isProtected } = environmentOf(journey);
  return gates ?? (isProtected ? PROTECTED_GATES : {});
};

/** Runs a stage and keeps what came of it, a failure too. */
const stagesOf =
  (known: Known<DeployOutcome>) =>
  async (name: StageName, work: () => Promise<Ended>): Promise<void> => {
    try {
      known.stages = withStage(known.stages, name, await work());
    } catch (error) {
      const failure = asFailure(asRefusal(error));
      known.stages = withStage(known.stages, name, { state: "failed", says: failure.message });
      throw failure;
    }
  };

/** Makes the plan, and finds out where the deploy before this one ended. */
async function look(
  journey: Journey,
  known: Known<DeployOutcome>,
  { request }: Deploying,
): Promise<DeployPlan> {
  const opened = await openWithHistory(journey);
  await using session = opened.session;
  const log = await readDeployLog(session, known.environment);
  const unfinished = unfinishedIn(log);
  if (unfinished !== undefined) known.unfinished = unfinished;
  const plan = await planDeploy(journey, { history: opened.history, request, noted: known });
  known.plan = plan.hash;
  known.migrations = plan.migrations;
  return plan;
}

const begunWith = ({ gates, unfinished, migrations }: DeployOutcome): Parameters<typeof note>[2] => [
  {
    event: "begun",
    evidence: {
      migrations: migrations.map(({ version, name, checksum }) => ({ version, name, checksum })),
      gates: gates.map(({ gate, state, says }) => ({ gate, state, says })),
      ...(unfinished === undefined ? {} : { after: unfinished.deploy }),
    },
  },
  ...gates.flatMap(({ gate, state, says, reason }) =>
    state === "waived" ? [{ event: "waived" as const, evidence: { gate, reason, says } }] : [],
  ),
];

/** The backup that serves, or a new one. */
async function copy(
  journey: Journey,
  known: Known<DeployOutcome>,
  { policies, plan, request }: Deploying & { readonly plan: DeployPlan },
): Promise<Ended> {
  const { backup: policy } = policies;
  if (policy === undefined) return { state: "needless", says: `${known.environment} asks for none.` };
  if (request.waivers.has("backup")) return { state: "needless", says: "It is waived." };
  if (plan.migrations.length === 0) return { state: "needless", says: "Nothing is to be changed." };
  const backup = known.backup ?? (await takeNow(journey, policy));
  known.backup = backup;
  const { content: _content, ...receipt } = backup;
  await note(journey, plan.hash, [{ event: "backed-up", evidence: { ...receipt } }]);
  return done(`${backup.id}, ${recoverySaid(backup)}`);
}

const recoverySaid = ({ proof }: Backup): string =>
  proof === undefined ? "not proven." : `restored in ${(proof.restoreMs / 1000).toFixed(1)} s to prove it.`;

async function change(journey: Journey, known: Known<DeployOutcome>, plan: DeployPlan): Promise<Ended> {
  if (plan.migrations.length === 0) return { state: "needless", says: "Nothing is pending." };
  const { applied, failure } = await runPlan(journey, plan);
  known.applied = applied;
  const versions = new Set(applied.map(({ version }) => version));
  known.pending = known.pending.filter(({ version }) => !versions.has(version));
  if (failure !== undefined) throw failure;
  const evidence = {
    applied: applied.map(({ version, name, durationMs }) => ({ version, name, durationMs })),
  };
  await note(journey, plan.hash, [{ event: "migrated", evidence }]);
  return done(`${applied.length} applied.`);
}

/** Only of what this deploy brought, and the one that it goes on with: data has moved on since the others ran. */
async function check(
  journey: Journey,
  { unfinished, migrations }: DeployOutcome,
  plan: DeployPlan,
): Promise<Ended> {
  const versions = new Set(migrations.map(({ version }) => version));
  const { checks, failure } = await verify(
    journey,
    ({ version, appliedAt }) =>
      versions.has(version) ||
      (unfinished !== undefined && Date.parse(appliedAt) >= Date.parse(unfinished.beganAt)),
  );
  const bad = checks.find((each) => each.failure)?.failure;
  if (failure !== undefined) throw bad ?? failure;
  const passed = checks.filter(({ result }) => result === "passed").length;
  await note(journey, plan.hash, [{ event: "verified", evidence: { passed } }]);
  return passed === 0
    ? { state: "needless", says: "No migration has a verify script." }
    : done(`${passed} verify ${passed === 1 ? "script passes" : "scripts pass"}.`);
}

async function examineAfter(journey: Journey, known: Known<DeployOutcome>): Promise<Ended> {
  await using target = await openTarget(journey);
  known.checks = await checkHealth(target);
  const ailments = known.checks.flatMap((report) => report.ailments);
  const error = ailments.find(({ severity }) => severity === "error");
  if (error !== undefined) throw new Failure("unhealthy", error.message, { hint: error.remedy });
  return done(
    `${known.checks.length} checks, ${ailments.length === 0 ? "nothing is wrong" : `${ailments.length} to look at`}.`,
  );
}

const finishedWith = ({ applied, checks }: DeployOutcome): Readonly<Record<string, unknown>> => ({
  applied: applied.length,
  warnings: checks.flatMap((report) => report.ailments.map(({ message }) => message)),
});

/** What cannot be written down because the target is away is not worth a second failure. */
async function noteStop(journey: Journey, plan: DeployPlan, { code, message }: Failure): Promise<void> {
  try {
    await note(journey, plan.hash, [{ event: "stopped", evidence: { code, message } }]);
  } catch (error) {
    journey.audience.notice(`The log could not be written: ${asFailure(asRefusal(error)).message}`);
  }
}

const nothingYet = (journey: Journey, { dryRun }: DeployRequest): DeployOutcome => ({
  command: "deploy",
  environment: journey.settings.target.environment?.name ?? "",
  target: shownTarget(journey),
  ...{
    dryRun,
    problems: [],
    migrations: [],
    gates: [],
    applied: [],
    pending: [],
    checks: [],
    ways: [],
    files: [],
  },
  stages: noStageYet(),
});
