// An application that may start before its migration has run.

import type { PolicyRule } from "../../../rule.ts";
import { callsOf, isProduction, type Call, type Job, type Pipeline } from "../../model/job.ts";
import { callsBefore } from "../../model/order.ts";
import type { Project } from "../../model/project.ts";

export const rule: PolicyRule<Project> = {
  name: "release-needs-migrate",
  class: "hazard",
  severity: "error",
  about: "an application that is released without waiting for its migration",
  *check({ pipelines }) {
    for (const pipeline of pipelines) {
      for (const job of pipeline.jobs) {
        for (const call of callsOf(job)) {
          if (call.kind !== "release") continue;
          const isOwn = migrationOf(job);
          if (!migrationsIn(pipeline).some(isOwn) || callsBefore(call, job, pipeline).some(isOwn)) continue;
          yield {
            spot: call.spot,
            message: `The job ${job.id} releases the application (${call.by}) without waiting for the migration: it may meet a schema that it does not know.`,
            instead: "Let it need the job that migrates.",
          };
        }
      }
    }
  },
};

const migrationsIn = ({ jobs }: Pipeline): readonly Call[] =>
  jobs.flatMap(callsOf).filter(({ kind }) => kind === "migrate");

/** Whether a call migrates what the job releases to; a job that names no environment releases to production. */
const migrationOf =
  ({ environment }: Job) =>
  (call: Call): boolean => {
    if (call.kind !== "migrate" || call.phase === "contract") return false;
    return environment === undefined ? isProduction(call.environment) : call.environment === environment.name;
  };
