// The journey of `infra check`: the definitions of infrastructure are read, and judged by the rules.

import { Failure } from "../core/failure.ts";
import type { CheckOutcome } from "../core/outcome.ts";
import { told, type Journey } from "./journey.ts";
import { pathsBelow, readFilesOf } from "./project-files.ts";
import { remembered } from "./remembered.ts";
import { verdictOn } from "./verdict.ts";

/** Where to look: a project, by whose paths people are told, and a folder in it. */
export interface InfraRequest {
  readonly directory: string;
  /** Relative to the directory; `.` for itself. */
  readonly folder: string;
  /** Looks at everything, also where nothing has changed. */
  readonly anew?: boolean | undefined;
}

/** Judges the infrastructure in a folder. Hazards make it a failure, and so does a folder without any definition. */
export function checkInfrastructureOf(journey: Journey, request: InfraRequest): Promise<CheckOutcome> {
  return told<CheckOutcome>(NOTHING_YET, async (known) => {
    Object.assign(known, await infrastructureIn(journey, request));
    if (known.files === 0) {
      throw new Failure("not-found", `There is no Terraform and no CloudFormation in ${request.folder}.`, {
        hint: "Name another folder: lockkeeper infra check DIR. Without one, infra/ of the project is read.",
      });
    }
    const failure = verdictOn(known, "#");
    if (failure !== undefined) throw failure;
  });
}

/** What the rules find in a folder, and in how many files; the answer is kept until one of them changes. */
export function infrastructureIn(
  journey: Journey,
  { anew, ...request }: InfraRequest,
): Promise<Pick<CheckOutcome, "findings" | "files">> {
  return remembered(journey, { about: "infrastructure", settled: request, anew }, async (files) => {
    const { checkInfrastructure } = await import("../policy/policy.ts");
    const project = { files, directory: request.directory };
    const paths = (await pathsBelow(project, request.folder)).filter((path) => READ.test(path));
    return { answer: await checkInfrastructure(await readFilesOf(project, paths)), lasting: true };
  });
}

const NOTHING_YET: CheckOutcome = { command: "check", about: "infra", findings: [], files: 0, problems: [] };

const READ = /\.(?:tf|tfvars|tfbackend|tftest\.hcl|ya?ml|json|template)$/;
