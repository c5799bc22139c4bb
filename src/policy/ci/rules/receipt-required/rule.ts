// A migration of production that does not ask for the receipt of the backup before it, or for another one.

import type { PolicyRule } from "../../../rule.ts";
import { callsOf, isProduction, type Call, type Job, type Pipeline } from "../../model/job.ts";
import { jobsBefore } from "../../model/order.ts";
import type { Project } from "../../model/project.ts";
import { isHandedOn } from "./hand-on.ts";

type Migrate = Call & { readonly kind: "migrate" };

export const rule: PolicyRule<Project> = {
  name: "receipt-required",
  class: "hazard",
  severity: "error",
  about: "a migration of production without the receipt of the backup before it",
  *check({ pipelines }) {
    for (const pipeline of pipelines) {
      for (const job of pipeline.jobs) {
        for (const call of callsOf(job)) {
          if (call.kind !== "migrate" || !isProduction(call.environment)) continue;
          const message = wrongWith(call, job, pipeline);
          if (message === undefined) continue;
          yield {
            spot: call.spot,
            message: `The job ${job.id}: ${message}`,
            instead: `lockkeeper deploy ${call.environment ?? ""} --receipt FILE, with the FILE that lockkeeper backup create --receipt FILE has written`,
          };
        }
      }
    }
  },
};

function wrongWith(call: Migrate, job: Job, pipeline: Pipeline): string | undefined {
  if (!call.gated) return "`up` knows no gates, so that it changes production without a receipt.";
  if (call.receipt === undefined) {
    return "without --receipt it is not bound to the backup that this pipeline has taken.";
  }
  const backups = [...jobsBefore(job, pipeline), job].flatMap((from) =>
    callsOf(from).flatMap((other) => (other.kind === "backup" ? [{ other, from }] : [])),
  );
  // That there is none at all is said by another rule.
  if (backups.length === 0) return undefined;
  const name = fileName(call.receipt);
  const own = backups.find(({ other }) => other.receipt !== undefined && fileName(other.receipt) === name);
  if (own === undefined) return `no backup before it writes its receipt to ${name}.`;
  if (own.other.environment !== call.environment) {
    return `${name} is the receipt of a backup of ${own.other.environment ?? "another database"}.`;
  }
  if (own.from === job || isHandedOn(own.from, job, pipeline)) return undefined;
  return `${name} is written in ${own.from.id}, and is not handed on to this job.`;
}

const fileName = (path: string): string => path.slice(path.lastIndexOf("/") + 1);
