// Makes a rule of what a bucket must have: a setting in CloudFormation, a resource beside the bucket in Terraform.

import type { PolicyRule, Report } from "../rule.ts";
import type { Infra } from "./subject.ts";
import { declaredAs } from "./terraform/module.ts";
import { referencesIn } from "./terraform/references.ts";
import type { Value } from "./terraform/value.ts";
import type { Part, Thing } from "./thing.ts";

export interface BucketRule extends Pick<PolicyRule<Infra>, "name" | "class" | "severity" | "about"> {
  /** The resource of Terraform that stands beside a bucket, and the names of what it must have. */
  readonly beside: string;
  readonly terraform: readonly (readonly string[])[];
  readonly cloudFormation: readonly (readonly string[])[];
  readonly wanted: Exclude<Value, undefined>;
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
      ...alone(infra, given, beside),
    ],
  };
}

function reportOn(thing: Thing, given: BucketRule): Report | undefined {
  const paths = { [given.beside]: given.terraform, "AWS::S3::Bucket": given.cloudFormation }[thing.type];
  if (paths === undefined || paths.every((path) => hasWanted(thing, path, given.wanted))) return undefined;
  return { spot: thing.spot, message: given.message(thing.name), instead: given.instead };
}

function hasWanted(part: Part, path: readonly string[], wanted: Value): boolean {
  const found = part.settings(...path);
  return found.length > 0 && found.every(({ value }) => value === undefined || value === wanted);
}

/** Buckets of Terraform that no such resource of their module refers to. */
function alone({ terraform }: Infra, given: BucketRule, beside: string): readonly Report[] {
  return terraform.modules.flatMap((module) => {
    const covered = new Set(
      referencesIn(module).flatMap(({ name, block }) =>
        block.type === "resource" && block.labels[0]?.text === beside ? [name] : [],
      ),
    );
    return declaredAs(module, "resource").flatMap(({ name, spot }) =>
      name.startsWith("aws_s3_bucket.") && !covered.has(name)
        ? [
            {
              spot,
              message: given.message(name),
              instead: `${given.instead} The resource for it is ${beside}.`,
            },
          ]
        : [],
    );
  });
}
