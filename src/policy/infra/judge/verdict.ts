// What is said of everything that is planned, in the light of a waiver.

import type { Finding } from "../../../core/finding.ts";
import type { PlannedChanges } from "../../../core/outcome.ts";
import type { PolicyFile } from "../../rule.ts";
import type { Changes, Fate } from "./change.ts";
import { judgeChanges } from "./judge.ts";
import { changesOfPlan } from "./plan-document.ts";
import { changesOfTemplates } from "./template-changes.ts";
import { waived, type Waiver } from "./waiver.ts";

/** What is to be judged: a plan of Terraform, or two versions of a template of CloudFormation. */
export type Planned =
  | { readonly kind: "plan"; readonly plan: PolicyFile }
  | { readonly kind: "templates"; readonly before: PolicyFile; readonly after: PolicyFile };

export interface PlanVerdict {
  readonly findings: readonly Finding[];
  readonly planned: PlannedChanges;
  /** Addresses whose data would be lost without a waiver. */
  readonly losses: readonly string[];
  /** Addresses of the waiver that no finding is about. */
  readonly idle: readonly string[];
}

/** Judges what is planned. A sentence where it cannot be read. */
export function judgePlanned(planned: Planned, waiver?: Waiver): PlanVerdict | string {
  const changes = planned.kind === "plan" ? changesOfPlan(planned.plan.text) : changesOfTemplates(planned);
  if (typeof changes === "string") return changes;
  const files = planned.kind === "plan" ? [] : [planned.before, planned.after];
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  const judgements = judgeChanges(changes, (file) => texts.get(file));
  const hazardous = new Set(
    judgements.filter(({ finding }) => finding.class === "hazard").map(({ address }) => address),
  );
  return {
    // A waiver for another plan lets nothing pass.
    ...waived(judgements, waiver?.plan === changes.hash ? waiver : undefined),
    planned: { hash: changes.hash, ...countsOf(changes) },
    idle: waiver?.addresses.filter((address) => !hazardous.has(address)) ?? [],
  };
}

function countsOf({ changes }: Changes): Omit<PlannedChanges, "hash"> {
  const count = (fate: Fate): number => changes.filter((change) => change.fate === fate).length;
  return {
    create: count("create"),
    update: count("update"),
    replace: count("replace"),
    destroy: count("destroy"),
  };
}
