// A bucket that S3 encrypts with a key of its own, for whoever may read.

import type { PolicyRule } from "../../../rule.ts";
import { bucketRule } from "../../bucket-rule.ts";
import type { Infra } from "../../subject.ts";

export const rule: PolicyRule<Infra> = bucketRule({
  name: "bucket-key",
  class: "advice",
  severity: "note",
  about: "a bucket without a key of KMS",
  beside: "aws_s3_bucket_server_side_encryption_configuration",
  terraform: [["rule", "apply_server_side_encryption_by_default", "sse_algorithm"]],
  cloudFormation: [
    [
      "BucketEncryption",
      "ServerSideEncryptionConfiguration",
      "ServerSideEncryptionByDefault",
      "SSEAlgorithm",
    ],
  ],
  isRight: (value) => value === "aws:kms" || value === "aws:kms:dsse",
  message: (name) =>
    `${name} is encrypted by S3 for whoever may read it: the right to read is the only one that is asked for.`,
  instead: "Encrypt with aws:kms, and say in the policy of the key who may decrypt.",
});
