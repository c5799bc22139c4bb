// A migration that takes something away while the old version of the application is still running.

import type { PolicyRule, Report } from "../../../rule.ts";
import { callsOf, isProduction, type Call, type Job, type Pipeline } from "../../model/job.ts";
import { callsBefore, jobsAfter } from "../../model/order.ts";
import type { Project } from "../../model/project.ts";

type Migrate = Call & { readonly kind: "migrate" };

export const rule: PolicyRule<Project> = {
  name: "contract-after-release",
  class: "hazard",
  severity: "error",
  about: "contract migrations that may run before the application is released",
  *check({ pipelines }) {
    for (const pipeline of pipelines) {
      for (const job of pipeline.jobs) {
        for (const call of callsOf(job)) {
          if (call.kind !== "migrate" || !isProduction(call.environment)) continue;
          yield* look(call, job, pipeline);
        }
      }
    }
  },
};

function* look(call: Migrate, job: Job, pipeline: Pipeline): Iterable<Report> {
  const name = call.environment ?? "";
  const isRelease = isReleaseTo(call.environment);
  if (call.phase === "contract") {
    // A release under another condition is in another run of the pipeline.
    const beside = pipeline.jobs.filter(({ condition }) => condition === job.condition);
    const releases = beside.flatMap(callsOf).filter(isRelease);
    if (releases.length === 0 || callsBefore(call, job, pipeline).some(isRelease)) return;
    yield {
      spot: call.spot,
      message: `The job ${job.id} runs contract migrations without waiting for the release: the old version of the application still uses what they take away.`,
      instead: "Let it need the job that releases the application.",
    };
  }
  if (call.phase !== undefined || !isReleasedAfter(call, job, pipeline)) return;
  yield {
    spot: call.spot,
    message: `The job ${job.id} runs all migrations before the release, also those that take away what the old version of the application still uses.`,
    instead: `lockkeeper deploy ${name} --phase expand before the release, and --phase contract after it`,
  };
}

/** A release that names no environment is of every one. */
const isReleaseTo =
  (environment: string | undefined) =>
  (call: Call): boolean =>
    call.kind === "release" && (call.environment === undefined || call.environment === environment);

function isReleasedAfter(call: Migrate, job: Job, pipeline: Pipeline): boolean {
  const own = callsOf(job);
  const later = own.slice(own.indexOf(call) + 1);
  return [...later, ...jobsAfter(job, pipeline).flatMap(callsOf)].some(isReleaseTo(call.environment));
}
