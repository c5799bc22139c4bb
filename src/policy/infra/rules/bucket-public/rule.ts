// A bucket that can be opened to everybody.

import type { PolicyRule } from "../../../rule.ts";
import { bucketRule } from "../../bucket-rule.ts";
import type { Infra } from "../../subject.ts";

export const rule: PolicyRule<Infra> = bucketRule({
  name: "bucket-public",
  class: "hazard",
  severity: "error",
  about: "a bucket that can be opened to everybody",
  beside: "aws_s3_bucket_public_access_block",
  terraform: [
    ["block_public_acls"],
    ["block_public_policy"],
    ["ignore_public_acls"],
    ["restrict_public_buckets"],
  ],
  cloudFormation: ["BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets"].map(
    (flag) => ["PublicAccessBlockConfiguration", flag],
  ),
  isRight: (value) => value === true,
  message: (name) =>
    `${name} does not refuse to be made public: one wrong policy opens what is in it to everybody.`,
  instead: "Set all four: block and ignore public ACLs, block public policies, restrict public buckets.",
});
