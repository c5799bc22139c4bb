// The one sentence that a deploy comes to, for people who read nothing else.

import { showDuration } from "../../core/duration.ts";
import type { GateAnswer } from "../../core/gate.ts";
import type { Stage } from "../../core/deploy.ts";
import type { DeployOutcome } from "../../core/outcome.ts";
import type { Tone, Word } from "../rehearsal/round-trip-words.ts";
import { counted } from "../style.ts";

/** Good, bad, or a warning where it stopped before anything was changed. */
export function deployVerdict(outcome: DeployOutcome): Word {
  const { failure, applied, migrations, environment, dryRun, unfinished, stages } = outcome;
  const failed = stages.find(({ state }) => state === "failed")?.stage;
  if (failure !== undefined) {
    const at = failed === undefined ? "" : ` at the stage ${failed}`;
    if (applied.length > 0)
      return {
        tone: "bad",
        text: `Stopped${at}, after ${counted(applied.length, "migration")} on ${environment}.`,
      };
    const untouched = failed === "migrate" ? "no migration was applied" : "nothing was changed";
    return {
      tone: failure.code === "gate-closed" ? "warn" : "bad",
      text: `Stopped${at}: ${untouched} on ${environment}.`,
    };
  }
  if (migrations.length === 0 && unfinished === undefined)
    return { tone: "good", text: `Nothing is pending on ${environment}.` };
  if (dryRun)
    return {
      tone: "good",
      text: `${counted(migrations.length, "migration")} may go to ${environment}. Nothing was done yet.`,
    };
  const total = showDuration(applied.reduce((sum, { durationMs }) => sum + durationMs, 0));
  return {
    tone: "good",
    text: `${counted(applied.length, "migration")} applied on ${environment} in ${total}.`,
  };
}

export const GATE_TONES: Readonly<Record<GateAnswer["state"], Tone>> = {
  open: "good",
  closed: "bad",
  waived: "warn",
  due: "quiet",
};

export const STAGE_TONES: Readonly<Record<Stage["state"], Tone>> = {
  done: "good",
  failed: "bad",
  left: "quiet",
  needless: "quiet",
};

/** What a gate said, with the reason why that was let be, or what to do. */
export const gateSaid = ({ says, reason, remedy }: GateAnswer): string =>
  `${reason === undefined ? "" : `Waived (${reason}). `}${says}${remedy === undefined ? "" : ` ${remedy}`}`;

export const stageSaid = ({ state, says }: Stage): string => (state === "left" ? "not reached" : says);
