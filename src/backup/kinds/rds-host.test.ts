// The host of the target is compared with the instance or cluster that is to be copied.

import assert from "node:assert/strict";
import { test } from "node:test";

import { hostFault } from "./rds-host.ts";

const REGION = "c1abcdefghij.eu-central-1.rds.amazonaws.com";

const CASES: readonly (readonly [host: string, kind: "instance" | "cluster", said: string | undefined])[] = [
  [`shop.${REGION}`, "instance", undefined],
  [`SHOP.${REGION}`, "instance", undefined],
  [
    `shop-staging.${REGION}`,
    "instance",
    "The target is on the instance shop-staging, and not on the instance shop.",
  ],
  [`shop.cluster-${REGION}`, "cluster", undefined],
  [`shop.cluster-ro-${REGION}`, "cluster", undefined],
  [`other.cluster-${REGION}`, "cluster", "The target is on the cluster other, and not on the cluster shop."],
  [`shop.cluster-${REGION}`, "instance", "The target is on the cluster shop, and not on the instance shop."],
  [`shop-1.${REGION}`, "cluster", undefined],
  [`pool.proxy-${REGION}`, "instance", undefined],
  [`reports.cluster-custom-${REGION}`, "cluster", undefined],
  ["db.example.com", "instance", undefined],
  ["127.0.0.1", "instance", undefined],
];

for (const [host, kind, said] of CASES) {
  test(`${host} for a snapshot of a ${kind}`, () => {
    assert.equal(hostFault(host, { kind, identifier: "shop" })?.message, said);
  });
}
