// A migration of production that no other environment has met before.

import type { PolicyRule } from "../../../rule.ts";
import { callsOf, isProduction } from "../../model/job.ts";
import { callsBefore } from "../../model/order.ts";
import type { Project } from "../../model/project.ts";

export const rule: PolicyRule<Project> = {
  name: "staging-before-production",
  class: "hazard",
  severity: "error",
  about: "a way to a migration of production that passes no migration of staging",
  *check({ pipelines }) {
    for (const pipeline of pipelines) {
      for (const job of pipeline.jobs) {
        for (const call of callsOf(job)) {
          if (call.kind !== "migrate" || !isProduction(call.environment)) continue;
          // Which environment it is will only be known when it runs: it may be staging itself.
          if (call.environment?.includes("$") === true) continue;
          const isRehearsed = callsBefore(call, job, pipeline).some(
            (other) =>
              other.kind === "migrate" && other.environment !== undefined && !isProduction(other.environment),
          );
          if (isRehearsed) continue;
          yield {
            spot: call.spot,
            message: `The job ${job.id} changes ${call.environment ?? ""}, and nothing makes sure that the same migrations have passed on staging.`,
            instead: "Let it need a job that runs: lockkeeper deploy staging",
          };
        }
      }
    }
  },
};
