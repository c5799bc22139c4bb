// A failure as people are shown it: what happened, the place, and what to type next.

import type { Failure } from "../core/failure.ts";
import { placedMessage, type Problem } from "../core/problem.ts";
import { redact, redactInPlace } from "../core/redact.ts";
import { paintWith, type Paint } from "./style.ts";

/** Several lines, without a line end after the last. */
export function renderFailure(failure: Failure, colour: boolean): string {
  const paint = paintWith(colour);
  return [
    `${paint("bad", "✗")} ${redact(failure.message)}`,
    ...(failure.excerpt === undefined ? [] : [indent(redactInPlace(failure.excerpt))]),
    ...(failure.hint === undefined ? [] : [`  ${paint("strong", "next:")} ${redact(failure.hint)}`]),
  ].join("\n");
}

/** A problem in the same shape. */
export function renderProblem(problem: Problem, paint: Paint): string {
  const mark = problem.severity === "error" ? paint("bad", "✗") : paint("warn", "!");
  return [
    `${mark} ${redact(placedMessage(problem))}`,
    ...(problem.excerpt === undefined ? [] : [indent(redactInPlace(problem.excerpt))]),
    `  ${paint("dim", redact(problem.remedy))}`,
  ].join("\n");
}

const indent = (text: string): string => text.replaceAll(/^/gm, "    ");
