// The gate `approval`: somebody else agreed to exactly this plan, and the target itself says who it was.

import { SHORT_HASH, type DeployEntry } from "../../core/deploy.ts";
import type { Evidence, Said } from "../evidence.ts";
import { ageMs, showAge } from "../wording.ts";

/** Open where the log has an approval of this plan, by a role that may, and that is not ours. */
export function answerApproval(evidence: Evidence): Said {
  const { approvals, policies, plan, environment, sessionRole, now } = evidence;
  const short = plan.slice(0, SHORT_HASH);
  const { by, maxAgeMs = Infinity } = policies.approval ?? {};
  const who = by === undefined ? "Somebody else" : by.join(" or ");
  const closed = (says: string): Said => ({
    state: "closed",
    says,
    remedy: `${who} types, with a role of their own: lockkeeper approve ${environment} --plan ${short}`,
  });
  if ("missing" in approvals) return closed(approvals.missing);
  const bound = approvals.found.filter((entry) => entry.plan === plan);
  if (bound.length === 0)
    return closed(
      approvals.found.length === 0
        ? `Nobody has approved the plan ${short}.`
        : `There are approvals, but of other plans than ${short}.`,
    );
  const counted = bound.filter((entry) => mayApprove(entry, { by, sessionRole }));
  const newest = counted.at(-1);
  if (newest === undefined) {
    const roles = [...new Set(bound.map((entry) => entry.sessionRole))].join(", ");
    return closed(
      `The plan ${short} was approved by ${roles}, who may not approve what ${sessionRole} deploys.`,
    );
  }
  const age = ageMs(newest.recordedAt, now);
  if (age > maxAgeMs) return closed(`The approval by ${newest.sessionRole} is ${showAge(age)} old.`);
  return { state: "open", says: `${newest.sessionRole} approved the plan ${short} ${showAge(age)} ago.` };
}

const mayApprove = (
  entry: DeployEntry,
  { by, sessionRole }: { readonly by: readonly string[] | undefined; readonly sessionRole: string },
): boolean => entry.sessionRole !== sessionRole && (by?.includes(entry.sessionRole) ?? true);
