// A migration of production without a backup of it that is sure to be finished before.

import type { PolicyRule, Report } from "../../../rule.ts";
import { callsOf, isProduction, type Call, type Job, type Pipeline } from "../../model/job.ts";
import { callsBefore } from "../../model/order.ts";
import type { Project } from "../../model/project.ts";

export const rule: PolicyRule<Project> = {
  name: "backup-before-migrate",
  class: "hazard",
  severity: "error",
  about: "a way to a migration of production that passes no proven backup of it",
  *check({ pipelines }) {
    for (const pipeline of pipelines) {
      for (const job of pipeline.jobs) {
        for (const call of callsOf(job)) {
          if (call.kind !== "migrate" || !isProduction(call.environment)) continue;
          const before = callsBefore(call, job, pipeline);
          if (!before.some((other) => isBackupFor(call, other))) yield reportOf(call, job, pipeline);
        }
      }
    }
  },
};

const isBackupFor = ({ environment }: Call & { readonly kind: "migrate" }, other: Call): boolean =>
  other.kind === "backup" && other.proven && other.environment === environment;

function reportOf(call: Call & { readonly kind: "migrate" }, job: Job, pipeline: Pipeline): Report {
  const environment = call.environment ?? "";
  return {
    spot: call.spot,
    message: `The job ${job.id} changes ${environment}, and ${whyNot(call, pipeline)}`,
    instead: `Let it need a job that runs: lockkeeper backup create --env ${environment} --receipt FILE`,
  };
}

/** What is wrong with the backups that there are. */
function whyNot(call: Call & { readonly kind: "migrate" }, { jobs }: Pipeline): string {
  const all = jobs.flatMap((job) => callsOf(job).map((other) => ({ other, job })));
  const backups = all.filter(({ other }) => other.kind === "backup");
  const own = backups.filter(
    ({ other }) => other.kind === "backup" && other.environment === call.environment,
  );
  const [first] = own;
  if (first === undefined) {
    return backups.length === 0
      ? "no backup is taken anywhere before it."
      : "the only backup is of another environment.";
  }
  if (first.other.kind === "backup" && !first.other.proven) return "the backup is taken with --no-proof.";
  if (!first.other.certain) return `the backup in ${first.job.id} may be left out or may fail unnoticed.`;
  return `does not wait for the backup in ${first.job.id}, or goes on when it has failed.`;
}
