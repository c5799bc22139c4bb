// Jobs that may change one database at the same time, and those that may be ended in the middle.

import type { PolicyRule, Report } from "../../../rule.ts";
import { callsOf, type Job } from "../../model/job.ts";
import type { Project } from "../../model/project.ts";

export const rule: PolicyRule<Project> = {
  name: "concurrency-limits",
  class: "hazard",
  severity: "error",
  about: "jobs on one database that are not kept one at a time, or that may be cancelled in the middle",
  *check({ pipelines }) {
    const groups = new Map<string, ReadonlySet<string>>();
    for (const { jobs, system } of pipelines) {
      for (const job of jobs) {
        const environments = new Set(
          callsOf(job).flatMap((call) =>
            call.kind !== "release" && call.environment !== undefined ? [call.environment] : [],
          ),
        );
        for (const environment of environments) {
          const known = groups.get(`${system} ${environment}`);
          yield* look(job, environment, { known, system });
          const own = new Set(job.queues.map(({ group }) => group.toLowerCase()));
          if (known === undefined && own.size > 0) groups.set(`${system} ${environment}`, own);
        }
      }
    }
  },
};

/** A group that has another name for each branch or run keeps nobody waiting. */
const VARIES =
  /github\.(?:ref|ref_name|head_ref|sha|run_id|run_number)\b|\$\{?CI_(?:COMMIT|PIPELINE|JOB|MERGE)\w*/;

interface Beside {
  /** The groups of the job before that works on the same database. */
  readonly known: ReadonlySet<string> | undefined;
  readonly system: "github" | "gitlab";
}

function* look(job: Job, environment: string, { known, system }: Beside): Iterable<Report> {
  const write =
    system === "github"
      ? `concurrency: { group: database-${environment}, cancel-in-progress: false, queue: max }`
      : `resource_group: database-${environment}`;
  const [first] = job.queues;
  if (first === undefined) {
    yield {
      spot: job.spot,
      message: `The job ${job.id} works on the database of ${environment}, and nothing keeps two runs of it apart.`,
      instead: write,
    };
    return;
  }
  for (const { cancels } of job.queues) {
    if (cancels === undefined) continue;
    yield {
      spot: cancels,
      message: `A newer run ends ${job.id} in the middle of its work on the database of ${environment}.`,
      instead: write,
    };
  }
  const steady = job.queues.filter(({ group }) => !VARIES.test(group));
  if (steady.length === 0) {
    yield {
      spot: first.spot,
      message: `The group ${first.group} is another one for each branch or run, so that two of them work on the database of ${environment} at once.`,
      instead: write,
    };
  } else if (known !== undefined && !steady.some(({ group }) => known.has(group.toLowerCase()))) {
    yield {
      spot: first.spot,
      message: `The job ${job.id} waits in the group ${first.group}, while other jobs on the database of ${environment} wait in ${[...known].join(", ")}.`,
      instead: "One group for each database, with the same name everywhere.",
    };
  }
}
