// Names of copies fit, and no database is changed from within.

import assert from "node:assert/strict";
import { test } from "node:test";

import { describeUrl } from "../../database/database.ts";
import { besideUrl, derivedName } from "./template.ts";

const ID = "20261122_180312_4f2a";

test("a copy's name has the database's and the backup's, and never more than 63 bytes", () => {
  assert.equal(derivedName("shop", "backup", ID), `shop_backup_${ID}`);
  for (const name of ["x".repeat(63), "ä".repeat(31), "漢".repeat(21)]) {
    const copy = derivedName(name, "backup", ID);
    assert.ok(Buffer.byteLength(copy) <= 63, copy);
    assert.ok(copy.endsWith(`_backup_${ID}`));
    assert.ok(!copy.includes("\uFFFD"));
  }
});

test("a database is changed from another one, whichever it is", () => {
  for (const name of ["shop", "postgres", "template1"]) {
    assert.notEqual(describeUrl(besideUrl(`postgres://me@db/${name}`)).database, name);
  }
});
