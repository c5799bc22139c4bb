// The door of the room: files of pipelines or of infrastructure in, findings out. Nothing is read, written or run.

import type { Finding } from "../core/finding.ts";
import { isSecretRule } from "../core/secret-rules.ts";
import { readProject } from "./ci/model/project.ts";
import { CI_RULES } from "./ci/rules/rules.ts";
import type { Planned, PlanVerdict } from "./infra/judge/verdict.ts";
import type { ProgramFolder } from "./infra/program/folders.ts";
import type { ProgramOutput } from "./infra/program/said.ts";
import type { Waiver } from "./infra/judge/waiver.ts";
import type { RuleFault } from "./infra/team/rule-file.ts";
import { judge } from "./judge.ts";
import type { PolicyFile } from "./rule.ts";
import { readSecrets, SECRET_RULES, withoutSecrets } from "./secrets/secrets.ts";
import type { ReadShellParser } from "./shell/syntax.ts";

export { checkBranch, checkCommits, type Commit } from "./commits/commits.ts";
export { ALLOWANCE_RULES } from "./judge.ts";
export { CI_RULES } from "./ci/rules/rules.ts";
export { pathsCalledBy } from "./ci/model/called.ts";
export type { Planned, PlanVerdict } from "./infra/judge/verdict.ts";
export type { ProgramFolder } from "./infra/program/folders.ts";
export type { ProgramOutput } from "./infra/program/said.ts";
export type { Waiver } from "./infra/judge/waiver.ts";
export type { PolicyFile } from "./rule.ts";
export { isShellScript } from "./shell/script-file.ts";
export type { ReadShellParser } from "./shell/syntax.ts";

/** Judges what is planned for the infrastructure. A sentence where it cannot be read. */
export async function judgePlanned(planned: Planned, waiver?: Waiver): Promise<PlanVerdict | string> {
  const judging = await import("./infra/judge/verdict.ts");
  return judging.judgePlanned(planned, waiver);
}

/** What came of a look at files. */
export interface Verdict {
  readonly findings: readonly Finding[];
  /** How many of the files were judged. */
  readonly files: number;
}

/** Judges definitions of pipelines. Files that are none, such as scripts, are only read for what pipelines call. */
export async function checkPipelines(
  files: readonly PolicyFile[],
  readParser: ReadShellParser,
): Promise<Verdict> {
  const project = await readProject(files, readParser);
  const { definitions } = project;
  return {
    findings: judge({
      rules: CI_RULES,
      subject: project,
      files: definitions,
      isElsewhere: isSecretRule,
    }),
    files: definitions.length,
  };
}

/** Judges scripts of the shell. `shellcheck` is what that program printed, as `json1`; undefined without it. */
export async function checkScripts(
  files: readonly PolicyFile[],
  readParser: ReadShellParser,
  shellcheck: string | undefined,
): Promise<Verdict> {
  const { SCRIPT_RULES, readScripts } = await import("./shell/scripts.ts");
  const subject = await readScripts(files, { readParser, shellcheck });
  return {
    findings: judge({ rules: SCRIPT_RULES, subject, files, isElsewhere: isSecretRule }),
    files: files.length,
  };
}

/** Looks for secrets in files of any kind. Nothing that is said or shown holds one. */
export function checkSecrets(files: readonly PolicyFile[]): Verdict {
  const subject = files.flatMap(readSecrets);
  const covered = files.flatMap((file) => withoutSecrets(file, subject));
  return {
    findings: judge({ rules: SECRET_RULES, subject, files: covered, isElsewhere: () => true }),
    files: files.length,
  };
}

export interface InfraVerdict extends Verdict {
  /** Why a rule of the team could not be read or asked. */
  readonly fault?: RuleFault;
}

/**
 * Judges definitions of infrastructure, in Terraform and CloudFormation, by our rules and by those in the files of
 * `team`. Files of other kinds are left out.
 */
export async function checkInfrastructure(
  given: readonly PolicyFile[],
  team: readonly PolicyFile[] = [],
): Promise<InfraVerdict> {
  // Loaded late: what AWS takes is much to load, and pipelines are judged without it.
  const [{ INFRA_RULES }, { readInfra }] = await Promise.all([
    import("./infra/rules/rules.ts"),
    import("./infra/subject.ts"),
  ]);
  const others = team.length === 0 ? undefined : (await import("./infra/team/team.ts")).readTeam(team);
  const subject = readInfra(given);
  const { files } = subject;
  const rules = [...INFRA_RULES, ...(others?.rules ?? [])];
  const findings = judge({ rules, subject, files, isElsewhere: isSecretRule });
  // Conditions are asked while the rules judge.
  const [fault] = others?.faults ?? [];
  return { findings, files: files.length, ...(fault === undefined ? {} : { fault }) };
}

/** Where the program terraform has something to say about definitions. */
export async function programFolders(given: readonly PolicyFile[]): Promise<readonly ProgramFolder[]> {
  return (await import("./infra/program/folders.ts")).programFolders(given);
}

/** What the program terraform has said, as findings. */
export async function saidBy(
  output: ProgramOutput,
  files: readonly PolicyFile[],
): Promise<readonly Finding[]> {
  return (await import("./infra/program/said.ts")).saidBy(output, files);
}
