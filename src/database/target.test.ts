// Database URLs are read like libpq reads them, and a password never shows.

import assert from "node:assert/strict";
import { suite, test } from "node:test";

import { Failure } from "../core/failure.ts";
import { describeUrl } from "./target.ts";

suite("a URL is described", () => {
  const cases: readonly (readonly [string, string, Record<string, string>?])[] = [
    ["postgres://ann:s3cret@db.example:6432/shop", "postgres://ann@db.example:6432/shop"],
    ["postgresql://ann:s3cret@db.example/shop?sslmode=require", "postgres://ann@db.example:5432/shop"],
    ["POSTGRES://ann@db/shop", "postgres://ann@db:5432/shop"],
    ["postgres://ann:s3%2Fc%40ret@db/my%20shop", "postgres://ann@db:5432/my%20shop"],
    ["postgres://ann:s3cret@[::1]:5433/shop", "postgres://ann@[::1]:5433/shop"],
    ["postgres:///shop?host=/run/sock&user=ann", "postgres://ann@/shop?host=/run/sock&port=5432"],
    ["postgres://ann:s3cret@/shop?host=/run/sock&port=5433", "postgres://ann@/shop?host=/run/sock&port=5433"],
    ["postgres://ann@%2Frun%2Fsock/shop", "postgres://ann@/shop?host=/run/sock&port=5432"],
    ["postgres://db", "postgres://ann@db:1/shop", { PGUSER: "ann", PGPORT: "1", PGDATABASE: "shop" }],
    ["postgres://ann:s3cret@db/shop?password=s3cret", "postgres://ann@db:5432/shop"],
  ];
  for (const [url, shown, env] of cases) {
    test(`as ${shown}`, () => assert.equal(describeUrl(url, env).shown, shown));
  }
});

suite("what is no URL is refused without showing the password", () => {
  const cases: readonly (readonly [string, RegExp])[] = [
    ["host=db dbname=shop password=s3cret", /keywords/],
    ["mysql://ann:s3cret@db/shop", /does not start/],
    ["postgres://ann:s3cret@db:port/shop", /cannot be read/],
    ["postgres://ann:s3cret%@db/shop", /cannot be read/],
    ["postgres://ann:s3cret@a:1,b:2/shop", /several hosts/],
    ["", /does not start/],
  ];
  for (const [url, message] of cases) {
    test(`${String(message)} for ${url.slice(0, 12)}…`, () => {
      assert.throws(
        () => describeUrl(url),
        (error) =>
          error instanceof Failure &&
          error.code === "wrong-use" &&
          message.test(error.message) &&
          !`${error.message}${error.hint}`.includes("s3cret"),
      );
    });
  }
});
