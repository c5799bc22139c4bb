// Versions have one order on every machine.

import assert from "node:assert/strict";
import { test } from "node:test";

import * as fc from "fast-check";

import { asVersion, compareVersions, numberOf } from "./version.ts";

const ordered = (texts: readonly string[]): readonly string[] =>
  texts.map(asVersion).toSorted(compareVersions);

test("versions stand in the order of their numbers", () => {
  assert.deepEqual(ordered(["10", "2", "0001", "1"]), ["0001", "1", "2", "10"]);
  assert.deepEqual(ordered(["20251122_120000", "20251122_115959"]), ["20251122_115959", "20251122_120000"]);
});

test("a stamp with a counter stands after its date and time, and before the next", () => {
  const stamps = [
    "20250101000000",
    "202501010000000000",
    "202501010000000001",
    "20250101000001",
    "202501010000010000",
  ];
  assert.deepEqual(ordered(stamps.toReversed()), stamps);
});

test("versions with dots stand in the order of their parts", () => {
  const versions = ["0.9", "1", "1.0.1", "1.9", "1.10", "2", "20251122.120000", "20251122.120001"];
  assert.deepEqual(ordered(versions.toReversed()), versions);
  assert.deepEqual(
    ["1.0", "001", "1.10", "1.1"].map((each) => numberOf(asVersion(each))),
    ["1", "1", "1.10", "1.1"],
  );
});

test("the order is total: it is antisymmetric and transitive", () => {
  const lengths = [1, 2, 9, 13, 14, 15, 17, 18, 19].map((length) =>
    fc.stringMatching(new RegExp(`^[0-2]{${length}}$`)).map(asVersion),
  );
  const dotted = fc.stringMatching(/^[0-2]{1,2}(\.[0-2]{1,2}){1,2}$/).map(asVersion);
  const version = fc.oneof(...lengths, dotted);
  fc.assert(
    fc.property(version, version, version, (a, b, c) => {
      assert.equal(Math.sign(compareVersions(a, b)), 0 - Math.sign(compareVersions(b, a)));
      if (compareVersions(a, b) <= 0 && compareVersions(b, c) <= 0) assert.ok(compareVersions(a, c) <= 0);
    }),
  );
});
