// What is read out of shell scripts: commands, their words, and whether a failure of theirs counts.

import assert from "node:assert/strict";
import { test } from "node:test";

import fc from "fast-check";

import { shellCommands } from "./shell.ts";

interface Case {
  readonly script: string;
  /** Words joined by a bar; a `!` in front of those that are masked, a `?` of those that are conditional. */
  readonly commands: readonly string[];
}

const CASES: readonly Case[] = [
  { script: "a b  c\nd", commands: ["a|b|c", "d"] },
  { script: "a 'b c' \"d e\" f\\ g", commands: ["a|b c|d e|f g"] },
  { script: "a \\\n  --b c", commands: ["a|--b|c"] },
  { script: "a # b\n# c\nd", commands: ["a", "d"] },
  { script: "a b#c", commands: ["a|b#c"] },
  { script: "a; b && c", commands: ["a", "b", "c"] },
  { script: "a || b", commands: ["!a", "?b"] },
  { script: "a | b", commands: ["!a", "b"] },
  { script: "set -euo pipefail\na | b", commands: ["set|-euo|pipefail", "a", "b"] },
  { script: "a &", commands: ["!a"] },
  { script: "a 2>&1 >log", commands: ["a|2>&1|>log"] },
  { script: "set +e\na\nset -e\nb", commands: ["!set|+e", "!a", "set|-e", "b"] },
  { script: "if a; then\n  b\nfi\nc", commands: ["!?a", "?b", "c"] },
  { script: "if ! a; then b; else c; fi", commands: ["!?a", "?b", "?c"] },
  { script: "for x in 1 2; do a; done; b", commands: ["!?x|in|1|2", "?a", "b"] },
  { script: "cat <<END\nlockkeeper up\nEND\na", commands: ["cat|<<END", "a"] },
  { script: "cat <<-'END' >x\n\ta\n\tEND\nb", commands: ["cat|<<-END|>x", "b"] },
  { script: 'a "$(b c)" $(d e) ${f:-g h}', commands: ["a|$(b c)|$(d e)|${f:-g h}"] },
  { script: "a ${{ inputs.b && 'c' }} d", commands: ["a|${{ inputs.b && 'c' }}|d"] },
  { script: "(cd a && b)", commands: ["cd|a", "b"] },
  { script: "exec a", commands: ["a"] },
  { script: "", commands: [] },
];

for (const { script, commands } of CASES) {
  test(`reads ${JSON.stringify(script)}`, () => {
    const read = shellCommands(script).map(({ words, masked, conditional }) => {
      const text = words.map((word) => word.text).join("|");
      return `${masked ? "!" : ""}${conditional ? "?" : ""}${text}`;
    });
    assert.deepEqual(read, commands);
  });
}

test("every script is read to its end, and every word stands where it says", () => {
  const piece = fc.constantFrom(
    "a",
    " ",
    "\n",
    "'",
    '"',
    "\\",
    "$",
    "(",
    ")",
    "{",
    "}",
    "|",
    "&",
    ";",
    "<<E",
    "#",
    ">",
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const script = pieces.join("");
      const words = shellCommands(script).flatMap((command) => command.words);
      for (const [index, { at }] of words.entries()) {
        assert.ok(at >= 0 && at < script.length);
        assert.ok(at > (words[index - 1]?.at ?? -1));
      }
    }),
    { numRuns: 2_000 },
  );
});
