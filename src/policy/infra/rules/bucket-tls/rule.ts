// A bucket that can be read without TLS.

import type { PolicyRule } from "../../../rule.ts";
import { without } from "../../beside.ts";
import { deniedBy } from "../../statement.ts";
import type { Infra } from "../../subject.ts";

export const rule: PolicyRule<Infra> = {
  name: "bucket-tls",
  class: "advice",
  severity: "note",
  about: "a bucket that can be read without TLS",
  check: (infra) => [
    ...without(infra, COMPANY).map(({ name, spot }) => reportOn(name, spot)),
    ...infra.things
      .filter(({ type }) => type === "aws_s3_bucket_policy" || type === "AWS::S3::BucketPolicy")
      .filter((thing) => deniedBy(thing)?.some((statement) => ASKS.test(JSON.stringify(statement))) === false)
      .map(({ name, spot }) => reportOn(name, spot)),
  ],
};

const COMPANY = {
  terraform: ["aws_s3_bucket", "aws_s3_bucket_policy"],
  cloudFormation: ["AWS::S3::Bucket", "AWS::S3::BucketPolicy"],
} as const;

const ASKS = /aws:SecureTransport|s3:TlsVersion/i;

const reportOn = (name: string, spot: Infra["things"][number]["spot"]) => ({
  spot,
  message: `${name} does not refuse requests without TLS: what is in it can go over the network as it is.`,
  instead: 'Deny s3:* where "aws:SecureTransport" is "false".',
});
