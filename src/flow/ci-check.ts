// The journey of `ci check`: the definitions of pipelines and what they call are read, and judged by the rules.

import { Failure } from "../core/failure.ts";
import type { CheckOutcome } from "../core/outcome.ts";
import type { PolicyFile } from "../policy/policy.ts";
import { told, type Journey } from "./journey.ts";
import { pathsBelow, readFilesOf, type ProjectFolder } from "./project-files.ts";
import { verdictOn } from "./verdict.ts";

/** Judges the pipelines of a folder. Hazards make it a failure, and so does a folder without any pipeline. */
export function checkPipelinesOf({ world }: Journey, directory: string): Promise<CheckOutcome> {
  return told<CheckOutcome>(NOTHING_YET, async (known) => {
    const { checkPipelines } = await import("../policy/policy.ts");
    const verdict = await checkPipelines(await filesOf({ files: world.files, directory }));
    Object.assign(known, verdict);
    if (verdict.files === 0) {
      throw new Failure("not-found", `There is no definition of a pipeline in ${directory}.`, {
        hint: "Name another folder: lockkeeper ci check DIR. Read are .github/workflows, .github/actions, .gitlab-ci.yml and ci/.",
      });
    }
    const failure = verdictOn(known, "#");
    if (failure !== undefined) throw failure;
  });
}

const NOTHING_YET: CheckOutcome = { command: "check", about: "ci", findings: [], files: 0, problems: [] };

/** Folders in which definitions are looked for; GitLab's own stands in the project's folder. */
const FOLDERS = [".github", "ci"];
const GITLAB_FILE = ".gitlab-ci.yml";

/** How far what is called calls others. */
const ROUNDS_MAX = 10;

/** The definitions, and every file of the project that they call. */
async function filesOf(project: ProjectFolder): Promise<readonly PolicyFile[]> {
  const { pathsCalledBy } = await import("../policy/policy.ts");
  const below = await Promise.all(FOLDERS.map((folder) => pathsBelow(project, folder)));
  const paths = below.flat().filter((path) => /\.ya?ml$/.test(path));
  const files: PolicyFile[] = [];
  const known = new Set<string>();
  let next: readonly string[] = [...paths, GITLAB_FILE];
  for (let round = 0; round < ROUNDS_MAX && next.length > 0; round += 1) {
    for (const path of next) known.add(path);
    const read = await readFilesOf(project, next);
    files.push(...read);
    next = read.flatMap(pathsCalledBy).filter((path) => !known.has(path) && !path.startsWith("../"));
  }
  return files;
}
