// What other tools cannot do with our migrations, as problems.

import type { Problem } from "../../core/problem.ts";
import type { Exportable, ExportableRepeatable } from "./exporter.ts";

const problem = (file: string, found: Pick<Problem, "severity" | "message" | "remedy">): Problem => ({
  code: "export-file",
  ...found,
  file,
});

/** The data of COPY stands between statements, and the tool sends statements only. */
export const copies = (tool: string, { script }: Exportable): readonly Problem[] =>
  script.statements.some(({ copyData }) => copyData !== undefined)
    ? [
        problem(script.file, {
          severity: "error",
          message: `${script.file} has data of COPY in it, which ${tool} does not take.`,
          remedy: "Write the rows as INSERT.",
        }),
      ]
    : [];

/** The tool sends a file as one message, in which PostgreSQL opens a transaction by itself. */
export const mixes = (tool: string, { script, alone }: Exportable): readonly Problem[] =>
  alone && script.statements.length > 1
    ? [
        problem(script.file, {
          severity: "warning",
          message: `${script.file} has several statements and does not run in one transaction: ${tool} cannot run it again.`,
          remedy: "Where it still has to run, make a migration of each of its statements.",
        }),
      ]
    : [];

/** The tool has nothing that runs again when it has changed. */
export const repeats = (tool: string, { file }: ExportableRepeatable): Problem =>
  problem(file.path, {
    severity: "warning",
    message: `${file.path} is a repeatable, which ${tool} does not know. It is left out.`,
    remedy: "Make a migration of it whenever it changes.",
  });
