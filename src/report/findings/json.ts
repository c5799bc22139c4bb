// Findings as JSON members.

import type { Finding } from "../../core/finding.ts";
import { redact } from "../../core/redact.ts";

/** The members of a finding. `fixable` says that it comes with a fix. */
export function findingMembers(finding: Finding): object {
  const { rule, severity, file, line, column, version, message, instead, claim, fix } = finding;
  return {
    rule,
    class: finding.class,
    severity,
    file,
    line,
    column,
    version,
    message: redact(message),
    instead: redact(instead),
    ...(claim === undefined ? {} : { relation: claim.relation, mode: claim.mode, work: claim.work }),
    fixable: fix !== undefined,
  };
}
