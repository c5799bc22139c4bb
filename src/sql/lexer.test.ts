// Tests of the lexer, with PostgreSQL's own as the judge.

import assert from "node:assert/strict";
import { before, test } from "node:test";

import fc from "fast-check";
import { loadModule, scanSync } from "libpg-query";

import { tokenAt } from "./lexer.ts";

before(() => loadModule());

function tokensOf(text: string): string[] {
  const tokens: string[] = [];
  for (let at = 0; at < text.length;) {
    const token = tokenAt(text, at);
    assert.ok(token.end > at, `a token at ${at} has no length`);
    if (token.kind !== "space" && !token.kind.endsWith("-comment")) tokens.push(text.slice(at, token.end));
    at = token.end;
  }
  return tokens;
}

function postgresTokensOf(text: string): string[] | undefined {
  try {
    const { tokens } = scanSync(text);
    return tokens.filter(({ tokenName }) => !tokenName.endsWith("_COMMENT")).map((token) => token.text);
  } catch {
    return undefined;
  }
}

const CASES: readonly (readonly [sql: string, tokens: readonly string[]])[] = [
  ["select 1 -1", ["select", "1", "-", "1"]],
  ["a<-1", ["a", "<", "-", "1"]],
  ["a@-1", ["a", "@-", "1"]],
  ["a--b\n-1", ["a", "-", "1"]],
  ["a*/*x*/b", ["a", "*", "b"]],
  ["a$$b, $x$;'$x$", ["a$$b", ",", "$x$;'$x$"]],
  ["$1+$2", ["$1", "+", "$2"]],
  ["E'a\\'b' 'a\\' e'\\\\'", ["E'a\\'b'", "'a\\'", "e'\\\\'"]],
  ["abce'x'", ["abce", "'x'"]],
  [`U&"d\\0061" U&'x' "a""b" x'1F' B'01'`, [`U&"d\\0061"`, "U&'x'", `"a""b"`, "x'1F'", "B'01'"]],
  ["'it''s'", ["'it''s'"]],
  ["/* a /* b */ ; */ select /* ' */ 1", ["select", "1"]],
  ["1.5e-3+.5+0x1F-1_000", ["1.5e-3", "+", ".5", "+", "0x1F", "-", "1_000"]],
  ["a::int[1:2] := x.y", ["a", "::", "int", "[", "1", ":", "2", "]", ":=", "x", ".", "y"]],
  ["é😀$1 ñ", ["é😀$1", "ñ"]],
];

test("tokens are cut where PostgreSQL cuts them", () => {
  for (const [sql, tokens] of CASES) {
    assert.deepEqual(tokensOf(sql), tokens, sql);
    assert.deepEqual(postgresTokensOf(sql), tokens, `PostgreSQL on ${sql}`);
  }
});

test("any run of operators, quotes and words that PostgreSQL can scan has the same tokens here", () => {
  const parts = fc.constantFrom(
    ..."+-*/<>=~!@#%^&|`?()[],;.".split(""),
    ...["::", ":=", "/**/", "--x\n", "'a'", "e'\\''", '"q"', "$$;$$", "$t$ $$ $t$", "$1", " ", "\r\n", "\t"],
    ...["select", "a$b", "é", "x", "E", "u&", "1", "2.5", "0x1f", "1e5", "😀"],
  );
  let compared = 0;
  fc.assert(
    fc.property(fc.array(parts, { maxLength: 12 }), (chosen) => {
      const sql = chosen.join("");
      const expected = postgresTokensOf(sql);
      // PostgreSQL joins strings over a line end, and we take a dot that touches a number for a part of it.
      if (expected === undefined || /'\s*(?:--x\n)?\s*'|[\da-f]\./i.test(sql)) return;
      compared += 1;
      assert.deepEqual(tokensOf(sql), expected, JSON.stringify(sql));
    }),
    { numRuns: 3000 },
  );
  assert.ok(compared > 500, `only ${compared} texts could be compared`);
});

test("every text is cut into tokens without a gap and without an end", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 60 }), (text) => {
      let at = 0;
      while (at < text.length) {
        const token = tokenAt(text, at);
        assert.equal(token.start, at);
        assert.ok(token.end > at && token.end <= text.length);
        at = token.end;
      }
    }),
  );
});
