// Scripts are known by their first line or name, read by the parser, and what shellcheck prints becomes findings in place.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { suite, test } from "node:test";

import { checkScripts, isShellScript } from "../policy.ts";

const readParser = (path: string): Promise<Uint8Array> => readFile(path);

const FILES: readonly (readonly [path: string, text: string, isScript: boolean])[] = [
  ["a.sh", "echo a\n", true],
  ["a.bash", "", true],
  ["run", "#!/bin/sh\n", true],
  ["run", "#!/usr/bin/env bash\n", true],
  ["run", "#! /usr/bin/env -S bash -eu\n", true],
  ["run", "#!/usr/local/bin/bash -e\n", true],
  ["run", "echo a\n", false],
  ["run", "#!/usr/bin/env node\n", false],
  ["a.sh", "#!/usr/bin/env zsh\n", false],
  ["a.sh", "#!/usr/bin/python3\n", false],
  ["a.yml", "run: a.sh\n", false],
];

suite("what is a script", () => {
  for (const [path, text, isScript] of FILES) {
    test(`${path} that begins with ${JSON.stringify(text)}: ${isScript ? "yes" : "no"}`, () =>
      assert.equal(isShellScript({ path, text }), isScript));
  }
});

const MISTAKES: readonly (readonly [title: string, text: string, place: string | undefined])[] = [
  ["a script that is right", '#!/bin/sh\nfor a in *; do echo "$a"; done\n', undefined],
  ["a loop without an end", "#!/bin/bash\necho\nfor a in *; do\n  echo\n", "3:1"],
  ["an end too many", "if true; then echo; fi\ndone\n", "2:1"],
  ["an end of nothing, among words", "npm ci\ndone\n", "2:1"],
  ["plain words", "npm ci --no-audit\nnpm run build:all\n", undefined],
  ["a place behind letters of several bytes", "echo äöü€𝄞 'a\n", "1:13"],
  ["line ends of Windows", "if true; then\r\n  echo\r\n", "1:1"],
  ["arrays and tests of bash", 'a=(1 2)\n[[ ${a[0]} =~ ^1 ]] && echo "${a[@]}"\n', undefined],
  ["a here-document without its end", "cat <<END\na\n", "1:5"],
];

suite("what a shell cannot read", () => {
  for (const [title, text, place] of MISTAKES) {
    test(title, async () => {
      const { findings, files } = await checkScripts([{ path: "a.sh", text }], readParser, undefined);
      assert.equal(files, 1);
      assert.deepEqual(
        findings.map(({ rule, line, column }) => [rule, `${line}:${column}`]),
        place === undefined ? [] : [["shell-syntax", place]],
      );
    });
  }
});

/** What shellcheck 0.9 prints of one place. */
const printed = (...comments: readonly object[]): string =>
  JSON.stringify({
    comments: comments.map((comment) => ({ endLine: 2, endColumn: 9, fix: null, ...comment })),
  });

const SCRIPT = { path: "scripts/a.sh", text: "#!/bin/sh\n\techo $1\nrm -r $2/*\n" };

suite("what shellcheck says", () => {
  test("an error is a hazard, all else is advice, with the code and the place", async () => {
    const at = { file: SCRIPT.path, line: 2, column: 7 };
    const { findings } = await checkScripts(
      [SCRIPT],
      readParser,
      printed(
        { ...at, level: "info", code: 2086, message: "Double quote." },
        { ...at, line: 3, column: 7, level: "warning", code: 2115, message: "Use more." },
        { ...at, line: 3, column: 1, level: "error", code: 2068, message: "Quote arrays." },
      ),
    );
    assert.deepEqual(
      findings.map(({ rule, class: kind, severity, line, column }) => [rule, kind, severity, line, column]),
      [
        ["shellcheck", "advice", "note", 2, 7],
        ["shellcheck-error", "hazard", "error", 3, 1],
        ["shellcheck", "advice", "warning", 3, 7],
      ],
    );
    assert.equal(findings[0]?.message, "SC2086: Double quote.");
    assert.match(findings[0].instead, /wiki\/SC2086/);
    assert.match(findings[0].excerpt ?? "", /echo \$1/);
  });

  test("that a script cannot be read is told once", async () => {
    const broken = { path: "scripts/a.sh", text: "if true; then\n" };
    const { findings } = await checkScripts(
      [broken],
      readParser,
      printed({
        file: broken.path,
        line: 1,
        column: 1,
        level: "error",
        code: 1046,
        message: "Couldn't find fi.",
      }),
    );
    assert.deepEqual(
      findings.map(({ rule }) => rule),
      ["shell-syntax"],
    );
  });

  test("one that is meant is let pass as shellcheck does, or by an allowance", async () => {
    const text = "#!/bin/sh\n# lockkeeper: allow shellcheck: words are wanted\necho $1\n";
    const { findings } = await checkScripts(
      [{ path: "a.sh", text }],
      readParser,
      printed({ file: "a.sh", line: 3, column: 6, level: "info", code: 2086, message: "Double quote." }),
    );
    assert.deepEqual(findings, []);
  });
});
