// The journey of `ci check`: pipelines, the scripts that they call, secrets in any file, and the commits of a branch.

import { Failure } from "../core/failure.ts";
import type { CheckOutcome } from "../core/outcome.ts";
import { lookAtCommits } from "./commits-check.ts";
import { told, type Journey } from "./journey.ts";
import { lookAtAll, type Look, type Place } from "./look.ts";
import { lookAtPipelines } from "./pipelines-check.ts";
import { lookAtSecrets } from "./secrets-check.ts";

/** What `ci check` looks at, in this order. */
export const CI_LOOKS: readonly Look[] = [lookAtPipelines, lookAtSecrets, lookAtCommits];

/** Judges what runs in a folder's pipelines. Hazards make it a failure, and so does a folder without any pipeline. */
export function checkPipelinesOf(journey: Journey, place: Place): Promise<CheckOutcome> {
  return told<CheckOutcome>(NOTHING_YET, (known) =>
    lookAtAll([neededPipelines, ...CI_LOOKS.slice(1)], { journey, place }, known),
  );
}

const NOTHING_YET: CheckOutcome = { command: "check", about: "ci", findings: [], files: 0, problems: [] };

/** Who asks about the pipelines of a folder that has none has named another folder than they meant. */
const neededPipelines: Look = async (journey, place) => {
  const [pipelines, ...others] = await lookAtPipelines(journey, place);
  if (pipelines === undefined || pipelines.part.skipped !== undefined) {
    throw new Failure("not-found", `There is no definition of a pipeline in ${place.directory}.`, {
      hint: "Name another folder: lockkeeper ci check DIR. Read are .github/workflows, .github/actions, .gitlab-ci.yml and ci/.",
    });
  }
  return [pipelines, ...others];
};
