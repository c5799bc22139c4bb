// Tests of the essence: cosmetic edits keep it, every other edit changes it.

import assert from "node:assert/strict";
import { before, test } from "node:test";

import { loadParser, parseScript } from "./sql.ts";

before(() => loadParser());

const essenceOf = (text: string): string => parseScript({ path: "a.sql", text }, { direction: "up" }).essence;

const SAME: readonly (readonly [string, string])[] = [
  ["select 1 -1", "select 1 - 1"],
  ["select 1", "-- why\n select /* x */\r\n\t1 ; ;\n"],
  ["select a--b\n-1", "select a - 1"],
  ["select a<-1", "select a < -1"],
  ["select(1)", "select ( 1 )"],
  ["copy a from stdin;\n1\n\\.\nselect 1;", "copy a\nfrom stdin ; -- x\n1\n\\.\n\n\nselect 1"],
  ["select 'a\r\nb'", "select 'a\nb'"],
  ["\\restrict a\nselect 1", "\\restrict b\nselect 1"],
];

const DIFFERENT: readonly (readonly [string, string])[] = [
  ["select 1", "select 2"],
  ["select 'a b'", "select 'a  b'"],
  ["select 'a -- b'", "select 'a'"],
  ["select ab", "select a b"],
  ["select a@-1", "select a @ -1"],
  ["select $$a b$$", "select $$a  b$$"],
  ["select $$a$$", "select $b$a$b$"],
  ["select 1; select 2", "select 1 select 2"],
  ["select 1; select 2", "select 2; select 1"],
  ["select E'a\\' -- b'", "select E'a\\''"],
  ["copy a from stdin;\n1\n\\.\n", "copy a from stdin;\n 1\n\\.\n"],
  ["copy a from stdin;\n1\n\\.\n", "copy a from stdin;\n1\n1\n\\.\n"],
  ["select 1", "\\echo x\nselect 1"],
  ['select "a"', "select a"],
  ["select 1.5", "select 1 .5"],
];

test("comments, white space and the last semicolon do not count", () => {
  for (const [left, right] of SAME)
    assert.equal(essenceOf(left), essenceOf(right), JSON.stringify([left, right]));
});

test("everything that changes the meaning counts", () => {
  for (const [left, right] of DIFFERENT) {
    assert.notEqual(essenceOf(left), essenceOf(right), JSON.stringify([left, right]));
  }
});

test("the algorithm's version stands before the hash", () => {
  assert.match(essenceOf("select 1"), /^1:[0-9a-f]{64}$/);
});
