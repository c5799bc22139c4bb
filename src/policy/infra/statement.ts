// Statements of IAM policies, in all the places in which they can stand.

import type { Spot } from "../rule.ts";
import type { Value } from "./terraform/value.ts";
import type { Setting, Thing } from "./thing.ts";

type Members = Readonly<Record<string, Value>>;

/** A statement that allows something. What is in it can be unknown by itself. */
export interface Statement {
  readonly spot: Spot;
  /** The name of the resource that it is in. */
  readonly name: string;
  readonly members: Members;
}

const POLICIES: Readonly<Record<string, readonly (readonly string[])[]>> = {
  aws_iam_policy: [["policy"]],
  aws_iam_role_policy: [["policy"]],
  aws_iam_user_policy: [["policy"]],
  aws_iam_group_policy: [["policy"]],
  "AWS::IAM::Role": [["Policies", "PolicyDocument"]],
  "AWS::IAM::Policy": [["PolicyDocument"]],
  "AWS::IAM::ManagedPolicy": [["PolicyDocument"]],
};
const TRUSTS: Readonly<Record<string, readonly (readonly string[])[]>> = {
  aws_iam_role: [["assume_role_policy"]],
  "AWS::IAM::Role": [["AssumeRolePolicyDocument"]],
};

const OPENINGS: Readonly<Record<string, readonly (readonly string[])[]>> = {
  aws_s3_bucket_policy: [["policy"]],
  aws_kms_key: [["policy"]],
  aws_kms_key_policy: [["policy"]],
  aws_secretsmanager_secret: [["policy"]],
  aws_secretsmanager_secret_policy: [["policy"]],
  aws_sns_topic_policy: [["policy"]],
  aws_sqs_queue_policy: [["policy"]],
  "AWS::S3::BucketPolicy": [["PolicyDocument"]],
  "AWS::KMS::Key": [["KeyPolicy"]],
  "AWS::SecretsManager::ResourcePolicy": [["ResourcePolicy"]],
  "AWS::SNS::TopicPolicy": [["PolicyDocument"]],
  "AWS::SQS::QueuePolicy": [["PolicyDocument"]],
};

/** Whom buckets, keys, secrets, topics and queues let in. */
export const openingsIn = (things: readonly Thing[]): readonly Statement[] => statementsIn(things, OPENINGS);

/** What policies allow. */
export const permissionsIn = (things: readonly Thing[]): readonly Statement[] =>
  statementsIn(things, POLICIES);

/** Who may take roles on. */
export const trustsIn = (things: readonly Thing[]): readonly Statement[] => statementsIn(things, TRUSTS);

const statementsIn = (things: readonly Thing[], places: typeof POLICIES): readonly Statement[] =>
  things.flatMap((thing) =>
    (Object.hasOwn(places, thing.type) ? (places[thing.type] ?? []) : [])
      .flatMap((path) => thing.settings(...path))
      .flatMap((setting) => allowedBy(setting, thing.name)),
  );

/** The statements of a policy that refuse something; undefined where not all of the policy is known. */
export function deniedBy(thing: Thing): readonly Members[] | undefined {
  const paths = Object.hasOwn(OPENINGS, thing.type) ? (OPENINGS[thing.type] ?? []) : [];
  const documents = paths.flatMap((path) => thing.settings(...path)).map(({ value }) => documentOf(value));
  const statements = documents.flatMap((document) =>
    listed(membersOf(document)?.["Statement"]).map(membersOf),
  );
  const known = statements.filter((members) => members !== undefined);
  return known.length < statements.length ? undefined : known.filter(({ Effect }) => Effect === "Deny");
}

const listed = (value: Value): readonly Value[] =>
  Array.isArray(value) ? (value as readonly Value[]) : [value];

function allowedBy({ spot, value }: Setting, name: string): readonly Statement[] {
  return listed(membersOf(documentOf(value))?.["Statement"]).flatMap((one) => {
    const members = membersOf(one);
    return members?.["Effect"] === "Allow" ? [{ spot, name, members }] : [];
  });
}

/** A policy, which can be written as the text of one. */
function documentOf(value: Value): Value {
  if (typeof value !== "string") return value;
  try {
    return JSON.parse(value) as Value;
  } catch {
    return undefined;
  }
}

export function membersOf(value: Value): Members | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Members)
    : undefined;
}

/** One text or a list of them; what is not known is left out. */
export const textsIn = (value: Value): readonly string[] =>
  listed(value).filter((one) => typeof one === "string");
