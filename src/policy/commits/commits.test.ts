// Messages in the conventional form pass, and each way to miss it is found.

import assert from "node:assert/strict";
import { test } from "node:test";

import { checkBranch, checkCommits } from "./commits.ts";

const MESSAGES: readonly (readonly [message: string, rules: readonly string[]])[] = [
  ["feat: read folders", []],
  ["fix(apply): give the lock back\n\nIt was kept.", []],
  ["feat(store)!: drop Node 18\n\nBREAKING CHANGE: Node 20 is needed.", []],
  ["docs: PostgreSQL 18 is known", []],
  ["docs: SQL in lower case", []],
  ["chore: wait for more ...", []],
  ['Revert "feat: read folders"\n\nThis reverts commit 1.', []],
  ["read folders", ["commit-form"]],
  ["feat:read folders", ["commit-form"]],
  ["feat: ", ["commit-form"]],
  ["", ["commit-form"]],
  ["feat: read folders\nand files", ["commit-form"]],
  ["feature: read folders", ["commit-type"]],
  ["Feat: read folders", ["commit-type"]],
  ["feat: Read folders", ["commit-subject"]],
  ["feat: read folders.", ["commit-subject"]],
  ["feat: Read folders.", ["commit-subject", "commit-subject"]],
  ["feat: read\n\nbody\n\nBreaking change: Node 20", ["commit-breaking"]],
  ["fixup! feat: read folders", ["commit-unfinished"]],
];

for (const [message, rules] of MESSAGES) {
  test(`of ${JSON.stringify(message)} is told: ${rules.join(", ") || "nothing"}`, () => {
    const found = checkCommits([{ hash: "0123456789abcdef", message }]);
    assert.deepEqual(
      found.map(({ rule }) => rule),
      rules,
    );
    for (const finding of found) assert.match(finding.message, /^Commit 01234567: /);
  });
}

test("a capital is advice, because a name may have one, and a full stop is not", () => {
  const found = checkCommits([{ hash: "0123456789abcdef", message: "feat: Read folders." }]);
  assert.deepEqual(
    found.map((finding) => finding.class),
    ["advice", "hazard"],
  );
});

const BRANCHES: Readonly<Record<string, boolean>> = {
  main: true,
  "feature/resume-copy": true,
  "fix/crlf-checksum": true,
  "dependabot/npm_and_yarn/pg-8.16.3": true,
  "my-work": false,
  "wip/thing": false,
  "feat/": false,
  "feat/two words": false,
};

for (const [name, isFine] of Object.entries(BRANCHES)) {
  test(`a branch called ${name} is ${isFine ? "fine" : "told"}`, () => {
    assert.equal(checkBranch(name).length === 0, isFine);
  });
}
