// Settings that protect data, and when a change of one takes the protection away.

import type { Scalar } from "./change.ts";

/** What is said of settings with these names, wherever in a resource they stand. */
export interface SettingCheck {
  readonly rule: string;
  /** The end of a path, without the numbers in it: `point_in_time_recovery.enabled`. */
  readonly names: readonly string[];
  /** Only for resources whose type this fits. */
  readonly types?: RegExp;
  /** Values are `null` where nothing is written; none is unknown. */
  isWorse(before: Scalar, after: Scalar): boolean;
  /** What follows from it, after `A.b goes from X to Y: `. */
  readonly effect: string;
  readonly instead: string;
}

export const SETTING_CHECKS: readonly SettingCheck[] = [
  {
    rule: "encryption-removed",
    names: [
      "storage_encrypted",
      "encrypted",
      "at_rest_encryption_enabled",
      "transit_encryption_enabled",
      "sse_enabled",
      "server_side_encryption.enabled",
    ],
    isWorse: (before, after) => isOn(before) && !isOn(after),
    effect: "what was encrypted no longer is",
    instead: "Leave the encryption on.",
  },
  {
    rule: "encryption-removed",
    names: ["kms_key_id", "kms_key_arn", "kms_master_key_id"],
    isWorse: (before, after) => isText(before) && !isText(after),
    effect: "nothing is encrypted with that key any more",
    instead: "Keep the key, or move to another one of your own.",
  },
  {
    rule: "retention-lowered",
    names: [
      "backup_retention_period",
      "snapshot_retention_limit",
      "automated_snapshot_retention_period",
      "recovery_window_in_days",
      "deletion_window_in_days",
      "pending_window_in_days",
      "performance_insights_retention_period",
    ],
    isWorse: (before, after) => isLess(after, before),
    effect: "what is older than that is gone at once, and cannot be brought back",
    instead: "Keep the retention, or copy what is needed elsewhere first.",
  },
  {
    rule: "retention-lowered",
    names: ["retention_in_days"],
    isWorse: (before, after) => isLess(forEver(after), forEver(before)),
    effect: "logs that are older than that are gone, and cannot be brought back",
    instead: "Keep the retention, or export the logs first.",
  },
  {
    rule: "retention-lowered",
    names: ["point_in_time_recovery_enabled", "point_in_time_recovery.enabled"],
    isWorse: (before, after) => isOn(before) && !isOn(after),
    effect: "what it kept is not kept any more",
    instead: "Leave it on.",
  },
  {
    rule: "retention-lowered",
    names: ["skip_final_snapshot", "delete_automated_backups"],
    isWorse: (before, after) => !isOn(before) && isOn(after),
    effect: "once the resource is destroyed, no copy of its data is left",
    instead: "Leave it off, so that a copy outlives the resource.",
  },
  {
    rule: "retention-lowered",
    names: ["versioning_configuration.status"],
    isWorse: (before, after) => before === "Enabled" && after === "Suspended",
    effect: "what is overwritten from then on cannot be brought back",
    instead: "Leave versioning enabled, and let old versions expire.",
  },
  {
    rule: "deletion-protection-removed",
    names: ["deletion_protection", "deletion_protection_enabled", "disable_api_termination"],
    isWorse: (before, after) => isOn(before) && !isOn(after),
    effect: "the next plan can destroy it without being stopped",
    instead: "Leave it on. To destroy it, take it away in a change of its own.",
  },
  {
    rule: "deletion-protection-removed",
    names: ["force_destroy", "force_delete"],
    isWorse: (before, after) => !isOn(before) && isOn(after),
    effect: "it can be destroyed although there is something in it",
    instead: "Leave it off. To destroy it, empty it first.",
  },
  {
    rule: "deletion-protection-removed",
    names: ["deletion_policy", "update_replace_policy"],
    types: /::/,
    isWorse: (before, after) => isKeeping(before) && !isKeeping(after),
    effect: "the data goes with the resource",
    instead: "Leave it at Retain or Snapshot.",
  },
  {
    rule: "storage-shrunk",
    names: ["allocated_storage", "storage_capacity", "volume_size", "max_allocated_storage"],
    isWorse: (before, after) => isLess(after, before),
    effect: "AWS does not shrink storage in place, so that it fails or the data moves",
    instead: "Keep the size, or copy the data into a new, smaller resource and switch over.",
  },
  {
    rule: "storage-shrunk",
    names: ["size"],
    types: /volume$/i,
    isWorse: (before, after) => isLess(after, before),
    effect: "a volume cannot shrink, so that it fails or a new and empty one takes its place",
    instead: "Keep the size, or copy the data into a new, smaller volume and switch over.",
  },
];

const isOn = (value: Scalar): boolean => value === true || value === "true" || value === "ENABLED";
const isText = (value: Scalar): boolean => typeof value === "string" && value !== "";
const isKeeping = (value: Scalar): boolean => typeof value === "string" && value !== "Delete";
/** No retention means that nothing is ever deleted. */
const forEver = (value: Scalar): Scalar => (value === null || Number(value) === 0 ? Infinity : value);

/** False where either is no number, `null` included: then the default of AWS counts, which is not known here. */
const isLess = (one: Scalar, other: Scalar): boolean =>
  isNumeric(one) && isNumeric(other) && Number(one) < Number(other);

const isNumeric = (value: Scalar): boolean =>
  typeof value === "number" || (typeof value === "string" && /^\d+(?:\.\d+)?$/.test(value));
