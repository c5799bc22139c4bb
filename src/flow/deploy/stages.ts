// Keeps count of a deploy's stages: what is done, what failed, and what was not reached.

import { STAGES, type Stage, type StageName } from "../../core/deploy.ts";

/** No stage is reached yet. */
export const noStageYet = (): readonly Stage[] => STAGES.map((stage) => ({ stage, state: "left", says: "" }));

/** The stages with one of them come to an end. */
export const withStage = (
  stages: readonly Stage[],
  name: StageName,
  ended: Pick<Stage, "state" | "says">,
): readonly Stage[] => stages.map((stage) => (stage.stage === name ? { stage: name, ...ended } : stage));
