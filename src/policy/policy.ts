// The door of the room: files of pipelines in, findings out. Nothing is read, written or run.

import type { Finding } from "../core/finding.ts";
import { readProject } from "./ci/model/project.ts";
import { CI_RULES } from "./ci/rules/rules.ts";
import { judge } from "./judge.ts";
import type { PolicyFile } from "./rule.ts";

export { ALLOWANCE_RULES } from "./judge.ts";
export { CI_RULES } from "./ci/rules/rules.ts";
export { pathsCalledBy } from "./ci/model/called.ts";
export type { PolicyFile } from "./rule.ts";

/** What came of a look at files. */
export interface Verdict {
  readonly findings: readonly Finding[];
  /** How many of the files were judged. */
  readonly files: number;
}

/** Judges definitions of pipelines. Files that are none, such as scripts, are only read for what pipelines call. */
export async function checkPipelines(files: readonly PolicyFile[]): Promise<Verdict> {
  const project = await readProject(files);
  const { definitions } = project;
  return {
    findings: judge({ rules: CI_RULES, subject: project, files: definitions }),
    files: definitions.length,
  };
}
