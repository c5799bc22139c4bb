// A job that works on a database of an environment without belonging to that environment.

import type { PolicyRule } from "../../../rule.ts";
import { callsOf } from "../../model/job.ts";
import type { Project } from "../../model/project.ts";

export const rule: PolicyRule<Project> = {
  name: "environment-missing",
  class: "hazard",
  severity: "error",
  about: "a job that works on a database and does not belong to its environment",
  *check({ pipelines }) {
    for (const { jobs } of pipelines) {
      for (const job of jobs) {
        for (const call of callsOf(job)) {
          if (call.kind === "release" || call.environment === undefined) continue;
          const { environment } = job;
          if (environment === undefined) {
            yield {
              spot: call.spot,
              message: `The job ${job.id} works on the database of ${call.environment} and names no environment: nobody is asked for approval, and its secrets are open to every branch.`,
              instead: `environment: ${call.environment}, in the job`,
            };
          } else if (isOther(environment.name, call.environment)) {
            yield {
              spot: environment.spot,
              message: `The job ${job.id} belongs to ${environment.name} and works on the database of ${call.environment}: the rules of the wrong environment guard it.`,
              instead: `environment: ${call.environment}`,
            };
          }
        }
      }
    }
  },
};

/** `production-eu` and `production/app` guard `production` as well. */
function isOther(name: string, wanted: string): boolean {
  const [a, b] = [name.toLowerCase(), wanted.toLowerCase()];
  return !a.includes("$") && !b.includes("$") && !a.includes(b) && !b.includes(a);
}
