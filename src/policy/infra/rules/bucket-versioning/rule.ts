// A bucket in which what is written over or removed is gone.

import type { PolicyRule } from "../../../rule.ts";
import { bucketRule } from "../../bucket-rule.ts";
import type { Infra } from "../../subject.ts";

export const rule: PolicyRule<Infra> = bucketRule({
  name: "bucket-versioning",
  class: "hazard",
  severity: "warning",
  about: "a bucket in which what is written over or removed is gone",
  beside: "aws_s3_bucket_versioning",
  terraform: [["versioning_configuration", "status"]],
  cloudFormation: [["VersioningConfiguration", "Status"]],
  isRight: (value) => value === "Enabled",
  message: (name) =>
    `${name} keeps no versions: a copy or a state that is written over cannot be brought back.`,
  instead: "Turn versioning on.",
});
