// Placeholders: only where a file asks, by text, and every place leads back to the file.

import assert from "node:assert/strict";
import { test } from "node:test";

import * as fc from "fast-check";

import { excerptIn, placeIn } from "./filled-text.ts";
import { fillPlaceholders, unusedPlaceholders, type PlaceholderValue } from "./placeholder.ts";

const ASK = "-- lockkeeper: placeholders\n";
const plain = (text: string): PlaceholderValue => ({ text, secret: false });
const VALUES = new Map([
  ["a", plain("alpha")],
  ["empty", plain("")],
  ["pw", { text: "hidden", secret: true }],
]);

const filled = (text: string): string => fillPlaceholders({ path: "f.sql", text }, VALUES).file.text;

const CASES: readonly (readonly [name: string, text: string, expected: string])[] = [
  ["a file that does not ask is left alone", "select ${a};", "select ${a};"],
  [
    "a comment in a block does not ask",
    "/* lockkeeper: placeholders */ ${a}",
    "/* lockkeeper: placeholders */ ${a}",
  ],
  ["a value stands there", `${ASK}select \${a}, '\${a}';`, `${ASK}select alpha, 'alpha';`],
  ["an empty one too", `${ASK}<\${empty}>`, `${ASK}<>`],
  ["in a body as well", `${ASK}$$ \${a} $$`, `${ASK}$$ alpha $$`],
  ["two dollars are one", `${ASK}$\${a} \${a}`, `${ASK}\${a} alpha`],
  ["what is no name stays", `${ASK}\${} \${a b} $a {a}`, `${ASK}\${} \${a b} $a {a}`],
  ["a value is not looked through", `${ASK}\${nested}`, `${ASK}\${nested}`],
];

for (const [name, text, expected] of CASES) test(name, () => assert.equal(filled(text), expected));

test("a name without a value is a problem with its place and the nearest name", () => {
  const values = new Map([["app_schema", plain("shop")]]);
  const file = { path: "f.sql", text: `${ASK}select \${app_shema};` };
  const [problem, ...others] = fillPlaceholders(file, values).problems;
  assert.equal(others.length, 0);
  assert.deepEqual([problem?.code, problem?.line, problem?.column], ["unknown-placeholder", 2, 8]);
  assert.match(problem?.remedy ?? "", /Did you mean app_schema\? There are: app_schema\./);
  assert.equal(problem?.excerpt, "2 | select ${app_shema};\n  |        ^");
});

test("values that nobody speaks of are told, and names in files that do not ask do not count", () => {
  const problems = unusedPlaceholders(["a", "b", "c"], [`${ASK}\${a} $\${c}`, "${b}"]);
  assert.deepEqual(
    problems.map(({ message }) => message),
    ["No file speaks of the placeholder b.", "No file speaks of the placeholder c."],
  );
});

test("the hash tells plain values apart and knows nothing of secrets", () => {
  const hashOf = (a: string, pw: string): string =>
    fillPlaceholders(
      { path: "f.sql", text: `${ASK}\${a} \${pw}` },
      new Map([
        ["a", plain(a)],
        ["pw", { text: pw, secret: true }],
      ]),
    ).file.filled?.valuesHash ?? "";
  assert.equal(hashOf("x", "one"), hashOf("x", "two"));
  assert.notEqual(hashOf("x", "one"), hashOf("y", "one"));
  assert.equal(fillPlaceholders({ path: "f.sql", text: `${ASK}\${pw}` }, VALUES).file.filled?.valuesHash, "");
});

test("places of the filled text are places of the file", () => {
  const piece = fc.constantFrom("select ", "${a}", "$${a}", "${empty}", "${pw}", "\n", "x", " ");
  fc.assert(
    fc.property(fc.array(piece), fc.array(piece), (before, after) => {
      const text = `${ASK}${before.join("")}MARK${after.join("")}`;
      const { file } = fillPlaceholders({ path: "f.sql", text }, VALUES);
      const { line, column } = placeIn(file, file.text.indexOf("MARK"));
      assert.equal(text.split("\n")[line - 1]?.slice(column - 1, column + 3), "MARK");
      assert.doesNotMatch(excerptIn(file, file.text.indexOf("MARK")), /alpha|hidden/);
    }),
  );
});
