// The journey of `check`: migrations, infrastructure, and all that `ci check` looks at, with one verdict on all of them.

import type { CheckOutcome } from "../core/outcome.ts";
import { CI_LOOKS } from "./ci-check.ts";
import { infrastructureIn } from "./infra-check.ts";
import { told, type Journey } from "./journey.ts";
import { lintFolder } from "./lint.ts";
import { lookAtAll, lookedAt, skipped, type Look, type Place } from "./look.ts";

/** Looks at everything that the project has. Hazards and errors make it a failure; what is not there is skipped. */
export function checkProject(journey: Journey, asked: Omit<Place, "directory">): Promise<CheckOutcome> {
  const place = { directory: journey.settings.project, ...asked };
  return told<CheckOutcome>(NOTHING_YET, (known) => lookAtAll(LOOKS, { journey, place }, known));
}

const NOTHING_YET: CheckOutcome = { command: "check", about: "all", findings: [], files: 0, problems: [] };

const lookAtMigrations: Look = async (journey, { base, anew }) => {
  const { directory, shownAs } = journey.settings.folder;
  if ((await journey.world.files.kindOf(directory)) !== "directory") {
    return [skipped("migrations", `there is no folder ${shownAs}`)];
  }
  const outcome = await lintFolder(journey, {
    hasTarget: false,
    ...(base === undefined ? {} : { base }),
    ...(anew === undefined ? {} : { anew }),
  });
  return [lookedAt("migrations", outcome, outcome.migrations)];
};

const lookAtInfrastructure: Look = async (journey, { directory, anew }) => {
  const { findings, files } = await infrastructureIn(journey, { directory, folder: "infra", anew });
  if (files === 0) return [skipped("infrastructure", "there is none")];
  return [{ findings, problems: [], part: { name: "infrastructure", count: files } }];
};

const LOOKS: readonly Look[] = [lookAtMigrations, lookAtInfrastructure, ...CI_LOOKS];
