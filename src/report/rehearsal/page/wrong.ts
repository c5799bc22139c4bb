// What is wrong, before everything else on the page: the failure, problems of the files, findings.

import type { VNode } from "preact";

import { placedMessage, type Problem } from "../../../core/problem.ts";
import type { RehearseOutcome } from "../../../core/rehearsal.ts";
import { findingGroups } from "../finding-group.ts";
import { brokenOff } from "../summary.ts";
import { element, type Content } from "./element.ts";
import { failureBox } from "./failure-box.ts";
import { findingBox } from "./finding-box.ts";

/** Nothing where nothing is wrong. What stops a deploy comes before what does not. */
export function wrongSection(outcome: RehearseOutcome): Content {
  const { problems, rehearsal } = outcome;
  const failure = brokenOff(outcome);
  const errors = problems.filter(({ severity }) => severity === "error");
  const warnings = problems.filter(({ severity }) => severity === "warning");
  const boxes = [
    ...(failure ? [failureBox(failure)] : []),
    ...errors.map(problemBox),
    ...(rehearsal ? findingGroups(rehearsal.findings).map((group) => findingBox(group, rehearsal)) : []),
    ...warnings.map(problemBox),
  ];
  if (boxes.length === 0) return false;
  const title = failure ? "What went wrong" : "Look at this first";
  return element("section", "wrong", element("h2", "", title), ...boxes);
}

const problemBox = (problem: Problem): VNode =>
  element(
    "div",
    `box ${problem.severity === "error" ? "bad" : "warn"}`,
    element("p", "message", placedMessage(problem)),
    problem.excerpt !== undefined && element("pre", "", problem.excerpt),
    element("p", "instead", problem.remedy),
  );
