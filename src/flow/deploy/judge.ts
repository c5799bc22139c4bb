// The stage `gates` of a deploy: every gate is asked, so that all that is missing is told at once.

import type { Stage } from "../../core/deploy.ts";
import { Failure } from "../../core/failure.ts";
import type { GateAnswer, GateName, GatePolicies } from "../../core/gate.ts";
import type { DeployOutcome } from "../../core/outcome.ts";
import { askedGates, askGate } from "../../gate/gate.ts";
import { readDeployLog } from "../../journal/journal.ts";
import type { Journey, Known } from "../journey.ts";
import { openTarget } from "../target.ts";
import { findCandidate } from "./copy.ts";
import { collectEvidence } from "./evidence.ts";
import type { DeployPlan } from "./plan.ts";

/** What the gates are asked with. */
export interface GateRequest {
  /** The record of a rehearsal; the project's own where it is left out. */
  readonly recordFile?: string;
  /** The receipt of a backup: then none is taken. */
  readonly receiptFile?: string;
  /** What staging has applied; its database is asked where it is left out. */
  readonly stagingFile?: string;
  /** Gates that are let be, each with the reason. */
  readonly waivers: ReadonlyMap<GateName, string>;
  /** `--confirm NAME`. */
  readonly confirm?: string;
}

interface Judging {
  readonly request: GateRequest;
  readonly policies: GatePolicies;
  readonly plan: DeployPlan;
}

/** Asks every gate, so that all that is missing is told at once. Throws Failure `gate-closed`. */
export async function judge(
  journey: Journey,
  known: Known<DeployOutcome>,
  { request, policies, plan }: Judging,
): Promise<Pick<Stage, "state" | "says">> {
  const { receiptFile, recordFile, stagingFile, waivers } = request;
  refuseWaivers(policies, plan, request);
  await using target = await openTarget(journey);
  const candidate = await findCandidate(journey, {
    ...{ policy: policies.backup, receiptFile, target, goesOnWith: known.unfinished },
  });
  const log = await readDeployLog(target, known.environment);
  const evidence = await collectEvidence(journey, {
    ...{ policies, plan, target, recordFile, stagingFile, log, candidate },
  });
  known.gates = askedGates(policies).map((gate) => askGate(gate, evidence, waivers.get(gate)));
  if (candidate !== undefined && "found" in candidate) known.backup = candidate.found;
  // A record of other files has nothing to say about this deploy.
  const rehearsed = known.gates.some(({ gate, state }) => gate === "rehearsal" && state === "open");
  if (rehearsed && "found" in evidence.rehearsal) known.rehearsal = evidence.rehearsal.found;
  if ("found" in evidence.health) known.checks = evidence.health.found;
  const closed = known.gates.filter(({ state }) => state === "closed");
  const [first] = closed;
  if (first === undefined) {
    return known.gates.length === 0
      ? { state: "needless", says: `${known.environment} asks for none.` }
      : { state: "done", says: gatesSaid(known) };
  }
  throw closedGates(first, closed);
}

function closedGates(first: GateAnswer, closed: readonly GateAnswer[]): Failure {
  if (closed.length === 1)
    return new Failure("gate-closed", `The gate ${first.gate} is closed: ${first.says}`, {
      hint: first.remedy ?? "",
    });
  const names = closed.map(({ gate }) => gate).join(", ");
  return new Failure("gate-closed", `${closed.length} gates are closed: ${names}.`, {
    hint: `Begin with ${first.gate}. ${first.remedy ?? ""}`,
  });
}

const gatesSaid = ({ gates }: DeployOutcome): string => {
  const waived = gates.filter(({ state }) => state === "waived").map(({ gate }) => gate);
  return waived.length === 0 ? "Every gate is open." : `Open but for what is waived: ${waived.join(", ")}.`;
};

/** A waiver is for a gate that is there; the way back from what cannot be undone takes more than a reason. */
function refuseWaivers(policies: GatePolicies, plan: DeployPlan, { waivers, confirm }: GateRequest): void {
  const asked = askedGates(policies);
  const other = [...waivers.keys()].find((gate) => !asked.includes(gate));
  if (other !== undefined) {
    throw new Failure("wrong-use", `--waive ${other}: this environment does not ask for it.`, {
      hint: asked.length === 0 ? "It asks for nothing." : `It asks for: ${asked.join(", ")}.`,
    });
  }
  const [lost] = plan.migrations.filter(({ irreversible }) => irreversible);
  if (lost === undefined || !waivers.has("backup") || confirm !== undefined) return;
  throw new Failure("gate-closed", `${lost.file} cannot be undone: without a backup there is no way back.`, {
    hint: "If you mean it, add --confirm and the name of the environment.",
  });
}
