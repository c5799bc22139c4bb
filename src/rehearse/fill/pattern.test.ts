// Texts made from patterns are let through by them.

import assert from "node:assert/strict";
import { suite, test } from "node:test";

import { likesOf, matchesOf } from "./pattern.ts";
import type { Template } from "./template.ts";

/** The texts of a template that have the first or the last character at every place. */
const endsOf = (template: Template): readonly string[] => [
  template.map((characters) => [...characters][0] ?? "").join(""),
  template.map((characters) => [...characters].at(-1) ?? "").join(""),
];

const EXPRESSIONS = [
  ...[
    "^[a-z]+$",
    "^[A-Z]{3}-\\d{4}$",
    "^(a|bb|ccc)x?$",
    "^\\w+@\\w+\\.(com|org)$",
    "[0-9]{2,}",
    "^https?://",
  ],
  ...["^#(?:[0-9a-f]{3}){1,2}$", "^[^0-9]{2}$", "^[\\w.-]+$", "^\\+?[1-9]\\d{1,14}$", "^a.c$", "^\\$[.]\\^$"],
  ...["^[a-z]([a-z0-9-]*[a-z0-9])?$", "^(?!x)y{2}$", "^$|^z$", "^[]a]+$", "^[-+]?[0-9]+(\\.[0-9]+)?$"],
];

suite("texts made from patterns", () => {
  for (const expression of EXPRESSIONS) {
    test(`match ${expression}`, () => {
      const javascript = new RegExp(expression.replace("[]a]", "[\\]a]"));
      const templates = matchesOf(expression);
      assert.notEqual(templates.length, 0);
      for (const text of templates.flatMap(endsOf)) assert.match(text, javascript);
    });
  }

  test("have room for many, where the expression has", () => {
    const sizes = matchesOf("^[a-z]+$").map((template) => template.length);
    assert.ok(Math.max(...sizes) >= 6);
  });

  test("know the names of classes, and options before the expression", () => {
    assert.deepEqual(
      matchesOf("(?i)^[[:upper:]][[:digit:]]$")[0]?.map(({ length }) => length),
      [26, 10],
    );
    assert.deepEqual(matchesOf("***:^a$")[0], ["a"]);
  });

  test("come from no expression that has nothing special", () => assert.deepEqual(matchesOf("plain"), []));

  test("come from any text without a failure", () => {
    for (const text of [
      "(",
      ")",
      "[",
      "a{",
      "*",
      "\\",
      "(?",
      "[^",
      "a|",
      "((((",
      "{1,2}",
      "[[:x:]]",
      "[z-a]",
    ]) {
      assert.doesNotThrow(() => matchesOf(text), text);
    }
  });

  test("are like LIKE patterns", () => {
    assert.deepEqual(likesOf("a\\%_").map(endsOf), [
      ["a%a", "a%z"],
      ["a%a", "a%z"],
    ]);
    assert.deepEqual(endsOf(likesOf("%@x")[1] ?? []), ["@x", "@x"]);
    assert.deepEqual(likesOf("plain"), []);
  });
});
