// The journey of `infra check`: the definitions of infrastructure are read, and judged by the rules.

import { Failure } from "../core/failure.ts";
import type { Finding } from "../core/finding.ts";
import type { CheckOutcome } from "../core/outcome.ts";
import type { PolicyFile } from "../policy/policy.ts";
import { brokenRule, teamRuleFiles } from "./infra-rules.ts";
import { askTerraform } from "./infra-terraform.ts";
import { told, type Journey } from "./journey.ts";
import { pathsBelow, readFilesOf } from "./project-files.ts";
import { remembered, type ReadFiles } from "./remembered.ts";
import { verdictOn } from "./verdict.ts";

/** Where to look: a project, by whose paths people are told, and a folder in it. */
export interface InfraRequest {
  readonly directory: string;
  /** Relative to the directory; `.` for itself. */
  readonly folder: string;
  /** Whether the program terraform is asked as well. */
  readonly withTerraform?: boolean;
  /** Looks at everything, also where nothing has changed. */
  readonly anew?: boolean | undefined;
}

/** Judges the infrastructure in a folder. Hazards make it a failure, and so does a folder without any definition. */
export function checkInfrastructureOf(journey: Journey, request: InfraRequest): Promise<CheckOutcome> {
  return told<CheckOutcome>(NOTHING_YET, async (known) => {
    const { directory, folder, anew, withTerraform = false } = request;
    Object.assign(known, await infrastructureIn(journey, { directory, folder, anew }));
    if (known.files === 0) {
      throw new Failure("not-found", `There is no Terraform and no CloudFormation in ${folder}.`, {
        hint: "Name another folder: lockkeeper infra check DIR. Without one, infra/ of the project is read.",
      });
    }
    if (withTerraform) {
      const given = await definitionsIn(journey.world.files, { directory, folder });
      const { findings, problems } = await askTerraform(journey, { directory, ...given });
      known.findings = [...known.findings, ...findings.filter((one) => !isToldBy(known.findings, one))];
      known.problems = problems;
    }
    const failure = verdictOn(known, "#");
    if (failure !== undefined) throw failure;
  });
}

/** Whether a line that terraform refuses has been refused already, in words of ours. */
const isToldBy = (findings: readonly Finding[], { file, line }: Finding): boolean =>
  line !== undefined &&
  findings.some((one) => one.class === "hazard" && one.file === file && one.line === line);

/** What the rules find in a folder, and in how many files; the answer is kept until one of them changes. */
export function infrastructureIn(
  journey: Journey,
  { anew, ...request }: InfraRequest,
): Promise<Pick<CheckOutcome, "findings" | "files">> {
  const { infraRules } = journey.settings;
  const settled = { ...request, infraRules };
  return remembered(journey, { about: "infrastructure", settled, anew }, async (files) => {
    const { checkInfrastructure } = await import("../policy/policy.ts");
    const given = await definitionsIn(files, request);
    const { fault, ...answer } = await checkInfrastructure(given.files, await teamRuleFiles(journey, files));
    if (fault !== undefined) throw brokenRule(fault);
    return { answer, lasting: true };
  });
}

/** Every path in the folder, and those of the files that are judged, read. */
async function definitionsIn(
  files: ReadFiles,
  { directory, folder }: InfraRequest,
): Promise<{ readonly paths: readonly string[]; readonly files: readonly PolicyFile[] }> {
  const project = { files, directory };
  const paths = await pathsBelow(project, folder);
  return {
    paths,
    files: await readFilesOf(
      project,
      paths.filter((path) => READ.test(path)),
    ),
  };
}

const NOTHING_YET: CheckOutcome = { command: "check", about: "infra", findings: [], files: 0, problems: [] };

const READ = /\.(?:tf|tfvars|tfbackend|tftest\.hcl|ya?ml|json|template)$/;
