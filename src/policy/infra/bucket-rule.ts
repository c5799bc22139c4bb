// Makes a rule of what a bucket must have: a setting in CloudFormation, a resource beside the bucket in Terraform.

import type { PolicyRule, Report } from "../rule.ts";
import { without } from "./beside.ts";
import type { Infra } from "./subject.ts";
import type { Value } from "./terraform/value.ts";
import type { Part, Setting, Thing } from "./thing.ts";

export interface BucketRule extends Pick<PolicyRule<Infra>, "name" | "class" | "severity" | "about"> {
  /** The resource of Terraform that stands beside a bucket, and the names of what it must have. */
  readonly beside: string;
  readonly terraform: readonly (readonly string[])[];
  readonly cloudFormation: readonly (readonly string[])[];
  /** Whether a value is as it should be; one that is not known always is. */
  isRight(value: Value): boolean;
  /** Whether one setting that is right is enough where there are several. */
  readonly isOneEnough?: true;
  message(name: string): string;
  readonly instead: string;
}

export function bucketRule(given: BucketRule): PolicyRule<Infra> {
  const { name, class: kind, severity, about, beside } = given;
  return {
    name,
    class: kind,
    severity,
    about,
    check: (infra) => [
      ...infra.things.flatMap((thing) => reportOn(thing, given) ?? []),
      ...without(infra, { terraform: ["aws_s3_bucket", beside] }).map(({ name: bucket, spot }) => ({
        spot,
        message: given.message(bucket),
        instead: `${given.instead} The resource for it is ${beside}.`,
      })),
    ],
  };
}

function reportOn(thing: Thing, given: BucketRule): Report | undefined {
  const paths = { [given.beside]: given.terraform, "AWS::S3::Bucket": given.cloudFormation }[thing.type];
  if (paths === undefined || paths.every((path) => isRight(thing, path, given))) return undefined;
  return { spot: thing.spot, message: given.message(thing.name), instead: given.instead };
}

function isRight(part: Part, path: readonly string[], given: BucketRule): boolean {
  const found = part.settings(...path);
  const isFine = ({ value }: Setting): boolean => value === undefined || given.isRight(value);
  return given.isOneEnough === true ? found.some(isFine) : found.length > 0 && found.every(isFine);
}
