// From what is wrong at an index of a file to a problem with its place and the remedy.

import type { SourceFile } from "../core/migration.ts";
import type { Problem } from "../core/problem.ts";
import { excerptIn } from "../core/filled-text.ts";
import type { Positions } from "./positions.ts";

/** Something wrong at a UTF-16 index of the file that is read. An error unless it says otherwise. */
export interface Finding {
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
  readonly index: number;
  readonly severity?: "error" | "warning";
}

/** An excerpt costs a look at the whole file, and nobody reads more than this at once. */
const PROBLEMS_MAX = 100;

/** The problems in the order of the file. From the hundredth on there is one that says how many are left. */
export function problemsOf(
  file: SourceFile,
  positions: Positions,
  findings: readonly Finding[],
): readonly Problem[] {
  const ordered = findings.toSorted((left, right) => left.index - right.index);
  const shown = ordered.length > PROBLEMS_MAX ? ordered.slice(0, PROBLEMS_MAX - 1) : ordered;
  const problems = shown.map((finding) => problemOf(file, positions, finding));
  const left = ordered.slice(shown.length);
  return left.length === 0 ? problems : [...problems, summaryOf(file, left)];
}

function problemOf(file: SourceFile, positions: Positions, finding: Finding): Problem {
  const { code, message, remedy, index } = finding;
  return {
    code,
    severity: finding.severity ?? "error",
    message,
    remedy,
    file: file.path,
    ...positions.placeOf(index),
    excerpt: excerptIn(file, index),
  };
}

function summaryOf(file: SourceFile, left: readonly Finding[]): Problem {
  const errors = left.some((finding) => finding.severity !== "warning");
  return {
    code: "more-problems",
    severity: errors ? "error" : "warning",
    message: `${left.length} more problems in this file are not shown.`,
    remedy: "Put the ones above right first; often they are the cause of the others.",
    file: file.path,
  };
}
