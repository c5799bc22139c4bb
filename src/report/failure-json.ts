// A failure as members of a JSON object.

import type { Failure } from "../core/failure.ts";
import { redact } from "../core/redact.ts";

/** Its message and hint have no secrets left. */
export function failureMembers({ code, message, hint, file, line }: Failure): object {
  return { code, message: redact(message), hint: hint && redact(hint), file, line };
}
