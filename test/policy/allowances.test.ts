// Comments that let a finding of a definition pass: what they reach, and what is said of those that do nothing.

import assert from "node:assert/strict";
import { test } from "node:test";

import { judgePipelines } from "./judge-pipelines.ts";

const ALLOW = "# lockkeeper: allow unpinned-images: moves on purpose";

const workflow = (head: string, job: string): string => `${head}on: push
permissions: {}
jobs:
  a:
    runs-on: ubuntu-24.04
${job}    steps:
      - run: make
`;

interface Case {
  readonly title: string;
  readonly text: string;
  /** What is found, as `rule:line`. */
  readonly found: readonly string[];
}

const CASES: readonly Case[] = [
  { title: "nothing is allowed", text: workflow("", "    container: node\n"), found: ["unpinned-images:6"] },
  { title: "on the same line", text: workflow("", `    container: node ${ALLOW}\n`), found: [] },
  { title: "on the line above", text: workflow("", `    ${ALLOW}\n    container: node\n`), found: [] },
  {
    title: "above a block, for all of it",
    text: workflow("", `    ${ALLOW}\n    container:\n      image: node\n`),
    found: [],
  },
  {
    title: "above several comments",
    text: workflow("", `    ${ALLOW}\n    # and\n    container: node\n`),
    found: [],
  },
  { title: "for the whole file", text: workflow(`${ALLOW}\n\n`, "    container: node\n"), found: [] },
  {
    title: "above the first line is for that line alone",
    text: workflow(`${ALLOW}\n`, "    container: node\n"),
    found: ["allow-unused:1", "unpinned-images:7"],
  },
  {
    title: "above another line",
    text: workflow("", `    ${ALLOW}\n    timeout-minutes: 5\n    container: node\n`),
    found: ["allow-unused:6", "unpinned-images:8"],
  },
  {
    title: "without a reason",
    text: workflow("", "    # lockkeeper: allow unpinned-images\n    container: node\n"),
    found: ["allow-unclear:6", "unpinned-images:7"],
  },
  {
    title: "for a rule that does not exist",
    text: workflow("", "    # lockkeeper: allow unpinned-image: moves on purpose\n    container: node\n"),
    found: ["allow-unclear:6", "unpinned-images:7"],
  },
  {
    title: "for no rule",
    text: workflow("", "    # lockkeeper: allow\n    container: node:24\n"),
    found: ["allow-unclear:6"],
  },
  {
    title: "with line ends of Windows",
    text: workflow("", `    ${ALLOW}\n    container: node\n`).replaceAll("\n", "\r\n"),
    found: [],
  },
];

for (const { title, text, found } of CASES) {
  test(title, async () => {
    const { findings } = await judgePipelines([{ path: ".github/workflows/a.yml", text }]);
    assert.deepEqual(
      findings.map(({ rule, line }) => `${rule}:${line}`),
      found,
    );
  });
}

test("a file that is no YAML is found, and what can be read of it is judged", async () => {
  const { findings } = await judgePipelines([
    { path: ".gitlab-ci.yml", text: "image: node:latest\na:\n  script: [make\n" },
  ]);
  assert.ok(findings.some(({ rule }) => rule === "definition-invalid"));
  assert.ok(findings.some(({ rule }) => rule === "unpinned-images"));
});

test("aliases of aliases do not fill the memory", async () => {
  const levels = Array.from({ length: 30 }, (_, at) => `a${at + 1}: &a${at + 1} [*a${at}, *a${at}, *a${at}]`);
  const text = `a0: &a0 [x]\n${levels.join("\n")}\nb:\n  script: *a30\n`;
  const { files } = await judgePipelines([{ path: ".gitlab-ci.yml", text }]);
  assert.equal(files, 1);
});
