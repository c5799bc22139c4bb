// The journey of `infra check`: the definitions of infrastructure are read, and judged by the rules.

import { Failure } from "../core/failure.ts";
import type { CheckOutcome } from "../core/outcome.ts";
import { told, type Journey } from "./journey.ts";
import { pathsBelow, readFilesOf } from "./project-files.ts";
import { verdictOn } from "./verdict.ts";

/** Where to look: a project, by whose paths people are told, and a folder in it. */
export interface InfraRequest {
  readonly directory: string;
  /** Relative to the directory; `.` for itself. */
  readonly folder: string;
}

/** Judges the infrastructure in a folder. Hazards make it a failure, and so does a folder without any definition. */
export function checkInfrastructureOf({ world }: Journey, request: InfraRequest): Promise<CheckOutcome> {
  return told<CheckOutcome>(NOTHING_YET, async (known) => {
    const { checkInfrastructure } = await import("../policy/policy.ts");
    const project = { files: world.files, directory: request.directory };
    const paths = (await pathsBelow(project, request.folder)).filter((path) => READ.test(path));
    Object.assign(known, await checkInfrastructure(await readFilesOf(project, paths)));
    if (known.files === 0) {
      throw new Failure("not-found", `There is no Terraform and no CloudFormation in ${request.folder}.`, {
        hint: "Name another folder: lockkeeper infra check DIR. Without one, infra/ of the project is read.",
      });
    }
    const failure = verdictOn(known, "#");
    if (failure !== undefined) throw failure;
  });
}

const NOTHING_YET: CheckOutcome = { command: "check", about: "infra", findings: [], files: 0, problems: [] };

const READ = /\.(?:tf|tfvars|tfbackend|tftest\.hcl|ya?ml|json|template)$/;
