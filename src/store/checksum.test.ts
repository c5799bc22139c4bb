// The checksum does not depend on how an editor or git wrote the line ends.

import assert from "node:assert/strict";
import { test } from "node:test";

import * as fc from "fast-check";

import { checksumOf } from "./checksum.ts";

test("a checksum is the version of its algorithm and the SHA-256 of the text", () => {
  assert.equal(checksumOf("SELECT 1;"), "1:17db4fd369edb9244b9f91d9aeed145c3d04ad8ba6e95d06247f07a63527d11a");
  assert.equal(checksumOf(""), "1:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
});

test("a BOM and CRLF make no difference", () => {
  fc.assert(
    fc.property(fc.array(fc.string()), (words) => {
      const lines = words.map((word) => word.replaceAll(/[\r\n\uFEFF]/g, ""));
      assert.equal(checksumOf(`\uFEFF${lines.join("\r\n")}`), checksumOf(lines.join("\n")));
    }),
  );
});

test("everything else makes one: a CR alone, a space, the end of the last line", () => {
  const texts = ["a\nb", "a\rb", "a\r\rb", "a b", "a\nb\n", "a\n\nb"];
  assert.equal(new Set(texts.map(checksumOf)).size, texts.length);
});
