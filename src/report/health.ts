// The health of a database as text and as JSON.

import type { HealthReport } from "../core/health.ts";
import type { DoctorOutcome } from "../core/outcome.ts";
import { redact } from "../core/redact.ts";
import { counted, type Paint } from "./style.ts";

/** What is well on a line each, what is not with what to do. */
export function healthLines({ checks, failure }: DoctorOutcome, paint: Paint): readonly string[] {
  if (checks.length === 0) return [];
  const wrong = checks.reduce((sum, { ailments }) => sum + ailments.length, 0);
  return [
    ...checks.flatMap((report) => linesOf(report, paint)),
    ...(failure ? [] : [wrong === 0 ? "Nothing is in the way." : `${counted(wrong, "warning")}.`]),
  ];
}

function linesOf({ check, about, ailments, unknown }: HealthReport, paint: Paint): readonly string[] {
  if (unknown !== undefined) return [`  ${paint("warn", "?")} ${check}: ${redact(unknown)}`];
  if (ailments.length === 0) return [`  ${paint("good", "✓")} ${paint("dim", `${check}: ${about}`)}`];
  return ailments.flatMap(({ severity, message, remedy }) => [
    `  ${severity === "error" ? paint("bad", "✗") : paint("warn", "!")} ${check}: ${message}`,
    `      ${remedy}`,
  ]);
}

/** The members of the JSON object. */
export const healthMembers = ({ checks }: DoctorOutcome): object => ({
  checks: checks.map(healthReportMembers),
});

/** One check. */
export const healthReportMembers = ({ check, ailments, unknown }: HealthReport): object => ({
  check,
  ailments,
  ...(unknown === undefined ? {} : { unknown: redact(unknown) }),
});
