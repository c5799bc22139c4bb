// What is sure to have happened before a call: earlier in its job, or in a job that must have succeeded.

import { callsOf, type Call, type Job, type Pipeline } from "./job.ts";

/** The calls that are done, and done well, when this one begins. */
export function callsBefore(call: Call, job: Job, pipeline: Pipeline): readonly Call[] {
  const own = callsOf(job);
  const earlier = own.slice(0, own.indexOf(call));
  return [...jobsBefore(job, pipeline).flatMap(callsOf), ...earlier].filter(({ certain }) => certain);
}

/** The jobs without whose success this one does not begin. */
export function jobsBefore(job: Job, { jobs }: Pipeline): readonly Job[] {
  const byId = new Map(jobs.map((each) => [each.id, each]));
  const found = new Set<Job>();
  const open = [job];
  for (const next of open) {
    for (const id of idsBefore(next)) {
      const before = byId.get(id);
      if (before === undefined || found.has(before) || before.mayFail !== undefined) continue;
      found.add(before);
      open.push(before);
    }
  }
  return [...found];
}

/** Every job that waits for this one, whether or not it must have succeeded. */
export function jobsAfter(job: Job, { jobs }: Pipeline): readonly Job[] {
  const found = new Set<Job>([job]);
  for (let grown = true; grown;) {
    const more = jobs.filter(
      (each) => !found.has(each) && each.needs.some(({ id }) => [...found].some((known) => known.id === id)),
    );
    for (const each of more) found.add(each);
    grown = more.length > 0;
  }
  found.delete(job);
  return [...found];
}

function idsBefore({ anyway, asksFor, needs }: Job): readonly string[] {
  if (anyway !== undefined) return asksFor;
  return needs.filter(({ required }) => required).map(({ id }) => id);
}
