// A job without a limit of time.

import type { PolicyRule } from "../../../rule.ts";
import { callsOf } from "../../model/job.ts";
import type { Project } from "../../model/project.ts";

export const rule: PolicyRule<Project> = {
  name: "timeout-missing",
  class: "advice",
  severity: "warning",
  about: "a job on a database without a limit of time",
  *check({ pipelines }) {
    for (const { jobs, system } of pipelines) {
      for (const job of jobs) {
        if (job.hasTimeLimit || !callsOf(job).some(({ kind }) => kind !== "release")) continue;
        const usual = system === "github" ? "six hours" : "an hour";
        yield {
          spot: job.spot,
          message: `The job ${job.id} works on a database and has no limit of time but the usual one of ${usual}, for which all other deploys wait.`,
          instead: system === "github" ? "timeout-minutes: 60" : "timeout: 1 hour",
        };
      }
    }
  },
};
