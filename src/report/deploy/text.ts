// A deploy as text: what would run, what each gate said, how far it came, and the ways from there.

import { SHORT_HASH, type Stage, type UnfinishedDeploy } from "../../core/deploy.ts";
import { showDuration } from "../../core/duration.ts";
import type { GateAnswer } from "../../core/gate.ts";
import type { DeployOutcome } from "../../core/outcome.ts";
import { redact } from "../../core/redact.ts";
import { shownVersion } from "../../core/repeatable.ts";
import { counted, type Paint } from "../style.ts";

/** The lines, in the order in which things happened. */
export function deployLines(outcome: DeployOutcome, paint: Paint): readonly string[] {
  const { migrations, plan, gates, unfinished, failure, ways, files } = outcome;
  if (plan === undefined) return [];
  if (migrations.length === 0 && unfinished === undefined) return failure ? [] : ["Nothing is pending."];
  return [
    ...(unfinished === undefined ? [] : unfinishedLines(unfinished, paint)),
    `${paint("strong", `Plan ${plan.slice(0, SHORT_HASH)}`)}: ${counted(migrations.length, "migration")}`,
    ...migrations.map((migration) => migrationLine(outcome, migration, paint)),
    ...(gates.length === 0
      ? []
      : [paint("strong", "Gates"), ...gates.flatMap((gate) => gateLines(gate, paint))]),
    ...stageLines(outcome, paint),
    ...endLines(outcome),
    ...ways.map((way) => `  ${way}`),
    ...files.map((file) => paint("dim", `Written: ${file}`)),
  ];
}

function unfinishedLines(
  { beganAt, last, lastAt, backup }: UnfinishedDeploy,
  paint: Paint,
): readonly string[] {
  const copied = backup === undefined ? "" : `, with the backup ${backup}`;
  return [
    paint(
      "warn",
      `The deploy before this one did not come to its end: begun ${shortTime(beganAt)}${copied}.`,
    ),
    `  Its last entry is \`${last}\` (${shortTime(lastAt)}). This one goes on from what the journal says.`,
  ];
}

const shortTime = (iso: string): string => iso.slice(0, 19).replace("T", " ");

function migrationLine(
  { applied }: DeployOutcome,
  { version, name, irreversible }: DeployOutcome["migrations"][number],
  paint: Paint,
): string {
  const done = applied.find((entry) => entry.version === version);
  const mark = done === undefined ? paint("warn", "○") : paint("good", "✓");
  const time = done === undefined ? "" : `  ${paint("dim", showDuration(done.durationMs))}`;
  return `  ${mark} ${shownVersion(version)}  ${name}${irreversible ? paint("warn", "  (cannot be undone)") : ""}${time}`;
}

const GATE_MARKS = {
  open: ["good", "✓"],
  closed: ["bad", "✗"],
  waived: ["warn", "!"],
  due: ["dim", "○"],
} as const;

function gateLines({ gate, state, says, remedy, reason }: GateAnswer, paint: Paint): readonly string[] {
  const [look, mark] = GATE_MARKS[state];
  const waived = reason === undefined ? "" : `waived (${redact(reason)}): `;
  return [
    `  ${paint(look, mark)} ${gate}: ${waived}${redact(says)}`,
    ...(remedy === undefined ? [] : [`      ${remedy}`]),
  ];
}

const STAGE_MARKS = {
  done: ["good", "✓"],
  failed: ["bad", "✗"],
  left: ["dim", "○"],
  needless: ["dim", "–"],
} as const;

/** Where the gates were as far as it came, they have said everything already. */
function stageLines({ stages, dryRun }: DeployOutcome, paint: Paint): readonly string[] {
  const [gates] = stages;
  if (dryRun || gates?.state === "failed") return [];
  return [paint("strong", "Stages"), ...stages.map((stage) => stageLine(stage, paint))];
}

function stageLine({ stage, state, says }: Stage, paint: Paint): string {
  const [look, mark] = STAGE_MARKS[state];
  return `  ${paint(look, mark)} ${stage}: ${state === "left" ? paint("dim", "not reached") : redact(says)}`;
}

function endLines({ dryRun, failure, applied, pending, environment }: DeployOutcome): readonly string[] {
  if (failure) return [];
  if (dryRun) return [`Nothing was done: this was a dry run. Deploy: lockkeeper deploy ${environment}`];
  const total = showDuration(applied.reduce((sum, { durationMs }) => sum + durationMs, 0));
  const left =
    pending.length === 0 ? "Nothing is pending." : `${counted(pending.length, "migration")} still pending.`;
  return [`${counted(applied.length, "migration")} applied on ${environment} in ${total}. ${left}`];
}
