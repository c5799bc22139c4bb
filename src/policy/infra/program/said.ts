// What the program terraform says, as findings.

import type { Finding } from "../../../core/finding.ts";
import { excerptAt } from "../../../core/text-place.ts";
import type { PolicyFile } from "../../rule.ts";

/** What was run, where, and what came out on its standard output. */
export interface ProgramOutput {
  readonly step: "fmt" | "validate" | "test";
  /** Relative to the project, with slashes; empty for the project itself. */
  readonly folder: string;
  readonly output: string;
}

/** The findings in an output. `files` are those of the project, for what is shown of them. */
export function saidBy(
  { step, folder, output }: ProgramOutput,
  files: readonly PolicyFile[],
): readonly Finding[] {
  if (step === "fmt") return linesOf(output).map((name) => unformatted(pathIn(folder, name)));
  const said = step === "validate" ? diagnosticsIn(parsed(output)) : linesOf(output).flatMap(inTest);
  return said.map((diagnostic) => findingOf({ step, folder }, diagnostic, files));
}

const linesOf = (output: string): readonly string[] =>
  output.split("\n").filter((line) => line.trim() !== "");

const unformatted = (file: string): Finding => ({
  rule: "terraform-format",
  class: "advice",
  severity: "note",
  file,
  message: "terraform fmt would write this file otherwise.",
  instead: `terraform fmt ${file}`,
});

/** As Terraform writes them, in `validate -json` and `test -json`. */
interface Diagnostic {
  readonly severity?: string;
  readonly summary?: string;
  readonly detail?: string;
  readonly range?: {
    readonly filename?: string;
    readonly start?: { readonly line?: number; readonly column?: number };
  };
}

function parsed(text: string): { readonly [name: string]: unknown } {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

const diagnosticsIn = ({ diagnostics }: { readonly diagnostics?: unknown }): readonly Diagnostic[] =>
  Array.isArray(diagnostics) ? (diagnostics as readonly Diagnostic[]) : [];

const inTest = (line: string): readonly Diagnostic[] => {
  const { diagnostic } = parsed(line);
  return typeof diagnostic === "object" && diagnostic !== null ? [diagnostic] : [];
};

function findingOf(
  { step, folder }: Omit<ProgramOutput, "output">,
  { severity, summary = "", detail = "", range }: Diagnostic,
  files: readonly PolicyFile[],
): Finding {
  const isError = severity === "error";
  const place =
    range?.filename === undefined ? {} : placeOf(pathIn(folder, range.filename), range.start, files);
  const said = [summary, detail.replaceAll(/\s+/g, " ").trim()].filter((text) => text !== "").join(": ");
  return {
    rule: `terraform-${step}`,
    class: isError ? "hazard" : "advice",
    severity: isError ? "error" : "warning",
    ...place,
    message: `terraform ${step}${range === undefined && folder !== "" ? ` in ${folder}` : ""}: ${sentence(said)}`,
    instead: `terraform ${step} in ${folder || "this folder"} says it as well; correct what it names.`,
  };
}

const sentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);

function placeOf(
  file: string,
  { line = 1, column = 1 }: { readonly line?: number; readonly column?: number } = {},
  files: readonly PolicyFile[],
): Pick<Finding, "file" | "line" | "column" | "excerpt"> {
  const text = files.find(({ path }) => path === file)?.text;
  if (text === undefined) return { file, line, column };
  const before = text.split("\n").slice(0, line - 1);
  const at = before.reduce((sum, one) => sum + one.length + 1, 0) + column - 1;
  return { file, line, column, excerpt: excerptAt(text, at) };
}

/** The path in the project of one that is told from a folder in it: `../key/main.tf` from `modules/stack`. */
function pathIn(folder: string, path: string): string {
  const parts = folder === "" ? [] : folder.split("/");
  for (const part of path.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== ".") parts.push(part);
  }
  return parts.join("/");
}
