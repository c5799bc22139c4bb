// The gate `health`: nothing is wrong with the target that a change should wait for.

import type { Evidence, Said } from "../evidence.ts";
import { counted, listed } from "../wording.ts";

/** Open where no check found an error. Warnings are told, and let through. */
export function answerHealth({ health, environment }: Evidence): Said {
  const remedy = `What to do about each: lockkeeper doctor --env ${environment}`;
  if ("missing" in health) return { state: "closed", says: health.missing, remedy };
  const ailments = health.found.flatMap((report) => report.ailments);
  const errors = ailments.filter(({ severity }) => severity === "error").map(({ message }) => message);
  if (errors.length > 0) return { state: "closed", says: listed(errors), remedy };
  const warnings = ailments.length === 0 ? "nothing is in the way" : counted(ailments.length, "warning");
  return { state: "open", says: `${counted(health.found.length, "check")}, ${warnings}.` };
}
