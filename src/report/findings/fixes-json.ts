// Fixes as JSON members.

import type { Fixes } from "../../core/outcome.ts";
import { redact } from "../../core/redact.ts";

/** What was proven, what was not and why, and how the files change. */
export const fixMembers = ({ proven, unproven, files }: Fixes): object => ({
  proven,
  unproven: unproven.map((fix) => ({ ...fix, reason: redact(fix.reason) })),
  files,
});
