// What a base branch speaks against: edits of what it has, and new files before its newest.

import assert from "node:assert/strict";
import { test } from "node:test";

import { asChecksum, type Migration } from "../core/migration.ts";
import { asVersion } from "../core/version.ts";
import { baseFindings } from "./base.ts";

const migration = (version: string): Migration => ({
  version: asVersion(version),
  name: "m",
  up: { path: `${version}.sql`, text: "" },
  down: { path: `${version}_down.sql`, text: "" },
  outsideTransaction: false,
  checksum: asChecksum("1:"),
});

const CASES: readonly (readonly [
  name: string,
  given: { readonly has: readonly string[]; readonly edited?: readonly string[]; readonly allow?: true },
  found: readonly string[],
])[] = [
  ["a branch that has nothing", { has: [] }, []],
  ["new files after its newest", { has: ["1.sql"] }, []],
  ["a new file before its newest", { has: ["1.sql", "3.sql"] }, ["older-than-base 2.sql"]],
  ["the same where that is allowed", { has: ["1.sql", "3.sql"], allow: true }, []],
  ["an edited up", { has: ["1.sql", "2.sql"], edited: ["1.sql"] }, ["edited-after-base 1.sql"]],
  ["an edited down", { has: ["1.sql", "1_down.sql"], edited: ["1_down.sql"] }, []],
];

for (const [name, { has, edited = [], allow = false }, found] of CASES) {
  test(`against ${name}`, () => {
    const base = { name: "origin/main", files: new Set(has), edited: new Set(edited) };
    const findings = baseFindings(["1", "2", "3"].map(migration), base, { allowOutOfOrder: allow });
    assert.deepEqual(
      findings.map(({ rule, file }) => `${rule} ${file}`),
      found,
    );
  });
}
