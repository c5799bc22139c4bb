// The door of gates: decides from a policy and from evidence whether a gate is open. Collects nothing itself.

import { GATES, type GateAnswer, type GateName, type GatePolicies } from "../core/gate.ts";
import { answerApproval } from "./gates/approval.ts";
import { answerBackup } from "./gates/backup.ts";
import { answerHealth } from "./gates/health.ts";
import { answerLint } from "./gates/lint.ts";
import { answerRehearsal } from "./gates/rehearsal.ts";
import { answerStaging } from "./gates/staging.ts";
import { answerWindow } from "./gates/window.ts";
import type { Evidence, Said } from "./evidence.ts";

export { backupFault, type BackupNeed } from "./gates/backup.ts";
export { readApplied, writeApplied } from "./applied-record.ts";
export { planHash } from "./plan-hash.ts";
export type { Evidence, EvidenceOf, StagingEvidence } from "./evidence.ts";

/** Every gate. To add one: a file in gates/, its name and policy in core/gate.ts, its shape in config, a line here. */
const ANSWERS: { readonly [Gate in GateName]: (evidence: Evidence) => Said } = {
  lint: answerLint,
  rehearsal: answerRehearsal,
  window: answerWindow,
  staging: answerStaging,
  approval: answerApproval,
  health: answerHealth,
  backup: answerBackup,
};

/** The gates that an environment asks for, in their order. */
export const askedGates = (policies: GatePolicies): readonly GateName[] =>
  GATES.filter((gate) => policies[gate] !== undefined);

/** What a gate says to the evidence. One that is not open and is waived stays named, with the reason. */
export function askGate(gate: GateName, evidence: Evidence, waiver: string | undefined): GateAnswer {
  const said = ANSWERS[gate](evidence);
  if (said.state === "open" || waiver === undefined) return { gate, ...said };
  const says = said.state === "due" ? "None is taken." : said.says;
  return { gate, state: "waived", says, reason: waiver };
}
