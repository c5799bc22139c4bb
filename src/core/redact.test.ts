// Secrets are taken out wherever they stand, and nothing else is.

import assert from "node:assert/strict";
import { test } from "node:test";

import * as fc from "fast-check";

import { redact, redactInPlace } from "./redact.ts";

const CASES: readonly (readonly [text: string, redacted: string])[] = [
  ["postgres://app:s3cr3t@db/app", "postgres://app:***@db/app"],
  ["postgres://app:s3:cr3t@db/app", "postgres://app:***@db/app"],
  ["postgres://:s3cr3t@db/app", "postgres://:***@db/app"],
  ["postgres://app@db:5432/app", "postgres://app@db:5432/app"],
  ["postgres://db/app?user=a&password=s3cr3t&x=1", "postgres://db/app?user=a&password=***&x=1"],
  ["host=db password=s3cr3t dbname=app", "host=db password=*** dbname=app"],
  ["host=db password = 's3 cr3t' dbname=app", "host=db password = *** dbname=app"],
  ["alter role app password 's3cr3t'", "alter role app password '***'"],
  ["ALTER ROLE app PASSWORD E's3\\'cr3t' LOGIN", "ALTER ROLE app PASSWORD E'***' LOGIN"],
  ["create user mapping options (password 's3''cr3t')", "create user mapping options (password '***')"],
  ["alter role app password null", "alter role app password null"],
  ["the password for user app was not accepted", "the password for user app was not accepted"],
  ["select password_hash from users", "select password_hash from users"],
];

test("passwords in URLs, connection strings and statements are replaced", () => {
  for (const [text, redacted] of CASES) assert.equal(redact(text), redacted);
});

/** Text in which the patterns are likely to meet each other. */
const mixture = fc
  .array(
    fc.oneof(fc.constantFrom("password", "=", "'", " ", ":", "//", "@", "&", "?", "pg", "E'"), fc.string()),
  )
  .map((parts) => parts.join(""));

test("taking secrets out twice changes nothing more", () => {
  fc.assert(fc.property(mixture, (text) => assert.equal(redact(redact(text)), redact(text))));
});

test("covering secrets in place moves nothing", () => {
  fc.assert(fc.property(mixture, (text) => assert.equal(redactInPlace(text).length, text.length)));
});
