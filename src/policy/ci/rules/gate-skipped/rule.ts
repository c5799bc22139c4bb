// A failure that does not count, or a job that runs in spite of one, on the way of a deploy.

import type { PolicyRule, Report } from "../../../rule.ts";
import { callsOf, type Job } from "../../model/job.ts";
import type { Project } from "../../model/project.ts";

const INSTEAD = "Let the failure stop the pipeline: remove this.";

export const rule: PolicyRule<Project> = {
  name: "gate-skipped",
  class: "hazard",
  severity: "error",
  about: "a deploy that goes on although something before it has failed",
  *check({ pipelines }) {
    for (const { jobs } of pipelines) {
      for (const job of jobs) {
        if (callsOf(job).length > 0) yield* look(job);
      }
    }
  },
};

function* look(job: Job): Iterable<Report> {
  const { id, anyway, asksFor, needs, mayFail, steps } = job;
  const unasked = needs.filter((need) => !asksFor.includes(need.id));
  if (anyway !== undefined && unasked.length > 0) {
    const names = unasked.map((need) => need.id).join(", ");
    yield {
      spot: anyway,
      message: `The job ${id} runs even where ${names} has failed or was skipped.`,
      instead: "Remove the condition; a job waits for the success of all that it needs by itself.",
    };
  }
  if (mayFail !== undefined) {
    yield {
      spot: mayFail,
      message: `The job ${id} may fail, and what waits for it goes on.`,
      instead: INSTEAD,
    };
  }
  for (const step of steps) {
    if (step.mayFail !== undefined && step.calls.length > 0) {
      yield {
        spot: step.mayFail,
        message: `This step of ${id} may fail, and the job goes on as if it had not.`,
        instead: INSTEAD,
      };
    }
    for (const call of step.calls) {
      if (!call.masked) continue;
      yield {
        spot: call.spot,
        message: `The script of ${id} goes on although this command has failed.`,
        instead: "Let it stand alone on its line, without || or |, under set -euo pipefail.",
      };
    }
  }
}
