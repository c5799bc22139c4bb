// A pull request that reaches production: its environment, its secrets or its database.

import type { PolicyRule } from "../../../rule.ts";
import { callsOf, namesProduction, type Job } from "../../model/job.ts";
import type { Project } from "../../model/project.ts";
import { expressionsBelow } from "../../model/workflow.ts";

export const rule: PolicyRule<Project> = {
  name: "production-on-pull-request",
  class: "hazard",
  severity: "error",
  about: "a job of a pull request that reaches production",
  *check({ pipelines }) {
    for (const { jobs } of pipelines) {
      for (const job of jobs) {
        if (job.onPullRequest === undefined) continue;
        const what = reached(job);
        if (what === undefined) continue;
        yield {
          spot: job.spot,
          message: `The job ${job.id} runs for pull requests and reaches ${what}: whoever may open one runs code of their own there.`,
          instead:
            "Let it run for the main branch alone, in another workflow or with a condition on what has started it.",
        };
      }
    }
  },
};

function reached(job: Job): string | undefined {
  const { environment, map } = job;
  if (environment !== undefined && isKnownProduction(environment.name))
    return `the environment ${environment.name}`;
  const call = callsOf(job).find(({ kind }) => kind !== "release");
  if (call !== undefined && call.kind !== "release" && isKnownProduction(call.environment)) {
    return `the database of ${call.environment ?? ""}`;
  }
  const secret = expressionsBelow(map)
    .map(({ text }) => /\bsecrets\.(\w+)/.exec(text)?.[1] ?? "")
    .find(namesProduction);
  return secret === undefined ? undefined : `the secret ${secret}`;
}

const isKnownProduction = (name: string | undefined): boolean => name !== undefined && namesProduction(name);
