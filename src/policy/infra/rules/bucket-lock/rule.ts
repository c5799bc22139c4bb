// A bucket for copies of a database from which somebody can remove them.

import type { PolicyRule } from "../../../rule.ts";
import { without } from "../../beside.ts";
import type { Infra } from "../../subject.ts";
import { valueIn, type Thing } from "../../thing.ts";

const FLAGS: Readonly<Record<string, string>> = {
  aws_s3_bucket: "object_lock_enabled",
  "AWS::S3::Bucket": "ObjectLockEnabled",
};
/** What a bucket is for is only told by its name. */
const FOR_COPIES = /backup|dump/i;

export const rule: PolicyRule<Infra> = {
  name: "bucket-lock",
  class: "advice",
  severity: "note",
  about: "a bucket for copies of a database from which somebody can remove them",
  check: (infra) => {
    const unlocked = new Set(without(infra, LOCK).map(({ name }) => name));
    return infra.things
      .filter((thing) => isForCopies(thing) && isUnlocked(thing))
      .filter(({ type, name }) => type !== "aws_s3_bucket" || unlocked.has(name))
      .map(({ name, spot }) => ({
        spot,
        message: `${name} is called a place for copies, and whoever gets in can remove them together with the database.`,
        instead: "Turn the object lock on. That can be done when the bucket is made.",
      }));
  },
};

const LOCK = { terraform: ["aws_s3_bucket", "aws_s3_bucket_object_lock_configuration"] } as const;

function isForCopies(thing: Thing): boolean {
  const [called] = ["bucket", "bucket_prefix", "BucketName"]
    .map((name) => valueIn(thing, name))
    .filter(Boolean);
  return FOR_COPIES.test(`${thing.name} ${typeof called === "string" ? called : ""}`);
}

function isUnlocked(thing: Thing): boolean {
  const flag = FLAGS[thing.type];
  const value = flag === undefined ? undefined : valueIn(thing, flag);
  return value === null || value === false;
}
