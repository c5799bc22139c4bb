// A bucket in which everything stays for ever.

import type { PolicyRule } from "../../../rule.ts";
import { bucketRule } from "../../bucket-rule.ts";
import type { Infra } from "../../subject.ts";

export const rule: PolicyRule<Infra> = bucketRule({
  name: "bucket-lifecycle",
  class: "advice",
  severity: "note",
  about: "a bucket in which everything stays for ever",
  beside: "aws_s3_bucket_lifecycle_configuration",
  terraform: [["rule", "status"]],
  cloudFormation: [["LifecycleConfiguration", "Rules", "Status"]],
  isOneEnough: true,
  isRight: (value) => value === "Enabled",
  message: (name) =>
    `${name} keeps everything for ever: old copies, and what people in them have asked to be forgotten.`,
  instead: "Say when copies and versions of old go.",
});
