// What an environment has applied, as a file: for the gate `staging` of another one that cannot reach its database.

import type { AppliedRecord } from "../core/deploy.ts";
import { Failure } from "../core/failure.ts";

export const APPLIED_FORMAT = "lockkeeper-applied-1";

/** The record's text. */
export const writeApplied = (record: AppliedRecord): string =>
  `${JSON.stringify({ format: APPLIED_FORMAT, ...record }, undefined, 1)}\n`;

/** And back. `file` is for the message. Throws Failure `bad-files` for text that is none. */
export async function readApplied(text: string, file: string): Promise<AppliedRecord> {
  const { APPLIED_SHAPE } = await import("./applied-shape.ts");
  const checked = APPLIED_SHAPE.safeParse(parsed(text));
  if (checked.success) {
    const { format: _format, system, ...record } = checked.data;
    return system === undefined ? record : { ...record, system };
  }
  const [issue] = checked.error.issues;
  const where = issue === undefined ? "" : `${issue.path.join(".")}: ${issue.message}`;
  throw new Failure("bad-files", `${file} does not say what an environment has applied: ${where}`, {
    hint: "lockkeeper deploy staging --applied FILE writes it.",
    file,
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
