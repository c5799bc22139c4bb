// What `terraform show -json` writes of a plan, into the changes that it makes.

import { isStatefulInTerraform } from "./stateful.ts";
import { settingsIn, type Changes, type Fate, type ResourceChange } from "./change.ts";
import { fingerprintOf } from "./fingerprint.ts";

/** What is read of the document: developer.hashicorp.com/terraform/internals/json-format. */
interface PlanDocument {
  readonly format_version?: string;
  readonly errored?: boolean;
  readonly complete?: boolean;
  readonly resource_changes?: readonly PlannedChange[];
}

interface PlannedChange {
  readonly address: string;
  readonly mode: "managed" | "data";
  readonly type: string;
  /** Of an object that a replacement has left behind. */
  readonly deposed?: string;
  readonly change: {
    readonly actions: readonly string[];
    readonly before?: unknown;
    readonly after?: unknown;
    readonly after_unknown?: unknown;
    readonly before_sensitive?: unknown;
    readonly after_sensitive?: unknown;
    readonly replace_paths?: readonly (readonly (string | number)[])[];
  };
}

/** The changes of a plan, or a sentence that says why the text is none that can be judged. */
export function changesOfPlan(text: string): Changes | string {
  const plan = parsed(text);
  if (typeof plan === "string") return plan;
  const planned = (plan.resource_changes ?? []).filter(({ mode }) => mode !== "data");
  const strange = planned.find(({ change }) => fateOf(change.actions) === undefined);
  if (strange !== undefined) {
    return `${strange.address} has actions that are not known here: ${strange.change.actions.join(", ")}.`;
  }
  return {
    changes: planned.map(changeOf),
    hash: fingerprintOf(
      planned.map(({ address, deposed, change }) => [
        address,
        deposed,
        change.actions,
        change.replace_paths,
        change.before,
        change.after,
        change.after_unknown,
      ]),
    ),
  };
}

function parsed(text: string): PlanDocument | string {
  let plan: PlanDocument | null;
  try {
    plan = JSON.parse(text) as PlanDocument | null;
  } catch {
    return "It is no JSON.";
  }
  if (typeof plan !== "object" || plan === null || plan.format_version?.startsWith("1.") !== true) {
    return "It is no plan as `terraform show -json` writes it, in format 1.";
  }
  if (plan.errored === true) return "Terraform could not plan to the end, so that changes are missing in it.";
  if (!isList(plan.resource_changes ?? []) || !(plan.resource_changes ?? []).every(isChange)) {
    return "Its resource_changes are not as `terraform show -json` writes them.";
  }
  return plan.resource_changes === undefined && !("planned_values" in plan)
    ? "It is a state and no plan: it has no resource_changes."
    : plan;
}

const isList = (value: unknown): boolean => Array.isArray(value);

const isChange = (change: Partial<PlannedChange> | null): boolean =>
  typeof change?.address === "string" &&
  typeof change.type === "string" &&
  Array.isArray(change.change?.actions);

/** A replacement is two actions, in either order. */
const FATES: Readonly<Record<string, Fate>> = {
  "no-op": "keep",
  create: "create",
  update: "update",
  delete: "destroy",
  forget: "forget",
  "delete,create": "replace",
  "create,delete": "replace",
  "create,forget": "replace",
  read: "keep",
};

const fateOf = (actions: readonly string[]): Fate | undefined => FATES[actions.join(",")];

function changeOf({ address, deposed, type, change }: PlannedChange): ResourceChange {
  return {
    address: deposed === undefined ? address : `${address} (deposed ${deposed})`,
    type,
    fate: fateOf(change.actions) ?? "keep",
    before: settingsIn({ value: change.before, secret: change.before_sensitive }),
    after: settingsIn({
      value: change.after,
      unknown: change.after_unknown,
      secret: change.after_sensitive,
    }),
    forcedBy: (change.replace_paths ?? []).map((path) => path.join(".")),
    isStateful: isStatefulInTerraform(type),
  };
}
