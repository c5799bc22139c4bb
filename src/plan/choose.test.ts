// Which migrations a run takes, and when it takes none.

import assert from "node:assert/strict";
import { test } from "node:test";

import * as fc from "fast-check";

import { Failure } from "../core/failure.ts";
import { marksOf, type AppliedMigration, type Direction, type History } from "../core/history.ts";
import { asChecksum, type Migration, type MigrationFolder } from "../core/migration.ts";
import type { Standing } from "../core/plan.ts";
import { asVersion, compareVersions, type Version } from "../core/version.ts";
import { chooseDown, chooseUp, refuseProblems, type DownRequest, type UpRequest } from "./choose.ts";
import { compareWithHistory, standingProblems } from "./standing.ts";

const migration = (version: string, text = "same"): Migration => ({
  version: asVersion(version),
  name: `m${version}`,
  up: { path: `${version}.sql`, text },
  outsideTransaction: false,
  checksum: asChecksum(text),
});

const folderOf = (versions: readonly string[]): MigrationFolder => ({
  directory: "d",
  format: "timestamped",
  migrations: versions.map((version) => migration(version)),
  repeatables: [],
  problems: [],
});

const applied = (version: string, entry: number): AppliedMigration => ({
  version: asVersion(version),
  name: `m${version}`,
  entry,
  by: "applied",
  checksum: asChecksum("same"),
  appliedAt: "2026-01-01T00:00:00Z",
});

const historyOf = (
  versions: readonly string[],
  half: readonly (readonly [string, Direction])[] = [],
): History => {
  const entries = versions.map((version, at) => applied(version, at + 1));
  return {
    exists: true,
    applied: entries,
    marks: marksOf(entries),
    unfinished: half.map(([version, direction]) => ({
      version: asVersion(version),
      name: `m${version}`,
      direction,
      statementsDone: 1,
      statements: 2,
    })),
    repeated: [],
    position: versions.length,
  };
};

interface Case {
  readonly files: readonly string[];
  readonly done: readonly string[];
  readonly half?: readonly (readonly [string, Direction])[];
  readonly request?: { readonly to?: string; readonly steps?: number; readonly allowOutOfOrder?: boolean };
  /** The versions chosen, or the code of the failure. */
  readonly chosen: readonly string[] | string;
}

const UPS: Readonly<Record<string, Case>> = {
  "all that is pending, in order": { files: ["1", "2", "3"], done: ["1"], chosen: ["2", "3"] },
  "nothing where all is applied": { files: ["1"], done: ["1"], chosen: [] },
  "up to a version": { files: ["1", "2", "3"], done: [], request: { to: "2" }, chosen: ["1", "2"] },
  "nothing where the version is applied": {
    files: ["1", "2"],
    done: ["1"],
    request: { to: "1" },
    chosen: [],
  },
  "some steps": { files: ["1", "2", "3"], done: [], request: { steps: 2 }, chosen: ["1", "2"] },
  "none for no steps": { files: ["1"], done: [], request: { steps: 0 }, chosen: [] },
  "a version that is not there": { files: ["1"], done: [], request: { to: "9" }, chosen: "not-found" },
  "out of order": { files: ["1", "2"], done: ["2"], chosen: "out-of-order" },
  "out of order, wanted": {
    files: ["1", "2"],
    done: ["2"],
    request: { allowOutOfOrder: true },
    chosen: ["1"],
  },
  "one that is half applied is in order": {
    files: ["1", "2"],
    done: ["2"],
    half: [["1", "up"]],
    chosen: ["1"],
  },
  "half undone": { files: ["1"], done: ["1"], half: [["1", "down"]], chosen: "unfinished" },
};

const DOWNS: Readonly<Record<string, Case>> = {
  "the last one": { files: ["1", "2"], done: ["1", "2"], chosen: ["2"] },
  "the last applied, not the highest": { files: ["1", "2"], done: ["2", "1"], chosen: ["1"] },
  "some steps": { files: [], done: ["1", "2", "3"], request: { steps: 2 }, chosen: ["3", "2"] },
  "all after a version": { files: [], done: ["1", "2", "3"], request: { to: "1" }, chosen: ["3", "2"] },
  "nothing after the last": { files: [], done: ["1"], request: { to: "1" }, chosen: [] },
  "nothing where nothing is applied": { files: ["1"], done: [], chosen: [] },
  "a version that is not applied": {
    files: ["1", "2"],
    done: ["1"],
    request: { to: "2" },
    chosen: "not-found",
  },
  "half applied": { files: ["1"], done: [], half: [["1", "up"]], chosen: "unfinished" },
};

function outcomeOf(choose: () => readonly { readonly version: Version }[]): readonly string[] | string {
  try {
    return choose().map(({ version }) => version);
  } catch (error) {
    if (error instanceof Failure) return error.code;
    throw error;
  }
}

const requestOf = ({ request = {} }: Case): UpRequest & DownRequest => ({
  allowOutOfOrder: request.allowOutOfOrder ?? false,
  ...(request.to === undefined ? {} : { to: asVersion(request.to) }),
  ...(request.steps === undefined ? {} : { steps: request.steps }),
});

const standingOf = ({ files, done, half }: Case): readonly [Standing, History] => {
  const history = historyOf(done, half);
  return [compareWithHistory(folderOf(files), history), history];
};

for (const [name, given] of Object.entries(UPS)) {
  test(`up takes ${name}`, () => {
    assert.deepEqual(
      outcomeOf(() => chooseUp(...standingOf(given), requestOf(given))),
      given.chosen,
    );
  });
}

for (const [name, given] of Object.entries(DOWNS)) {
  test(`down takes ${name}`, () => {
    assert.deepEqual(
      outcomeOf(() => chooseDown(...standingOf(given), requestOf(given))),
      given.chosen,
    );
  });
}

test("an edited file and a missing one are told, with what to do", () => {
  const folder = { ...folderOf([]), migrations: [migration("1", "edited")] };
  const standing = compareWithHistory(folder, historyOf(["1", "2"]));
  const problems = standingProblems(standing, new Map(), { allowOutOfOrder: false });
  assert.deepEqual(
    problems.map(({ code, severity }) => [code, severity]),
    [
      ["edited-migration", "error"],
      ["missing-file", "warning"],
    ],
  );
  assert.throws(() => refuseProblems(problems), { code: "edited-migration" });
});

test("a look at the marks says the same as a comparison one by one", () => {
  const some = fc.subarray(["1", "2", "10", "20"]);
  fc.assert(
    fc.property(some, some, fc.boolean(), (files, done, isSame) => {
      const history = historyOf(isSame ? files : done);
      const folder = folderOf(files);
      const oneByOne = compareWithHistory(folder, { ...history, marks: "others" });
      assert.deepEqual(compareWithHistory(folder, history), oneByOne);
    }),
  );
});

test("files and journal are compared as sets: every file is applied or pending, never both or neither", () => {
  const versions = fc.uniqueArray(fc.stringMatching(/^[1-9]\d?$/), { maxLength: 8 });
  fc.assert(
    fc.property(versions, versions, (names, done) => {
      const files = names.toSorted((a, b) => compareVersions(asVersion(a), asVersion(b)));
      const { pending, missing, outOfOrder } = compareWithHistory(folderOf(files), historyOf(done));
      assert.deepEqual(
        pending.map(({ version }) => String(version)),
        files.filter((file) => !done.includes(file)),
      );
      assert.equal(missing.length, done.filter((version) => !names.includes(version)).length);
      assert.ok(
        outOfOrder.every((late) =>
          done.some((version) => compareVersions(late.version, asVersion(version)) < 0),
        ),
      );
    }),
  );
});
