// The published JSON schema of receipts is the one that receipts are checked against.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { z } from "zod";

import { RECEIPT_SHAPE } from "../../src/backup/shape.ts";

const PUBLISHED = join(import.meta.dirname, "../../docs/schemas/backup-1.json");

test("docs/schemas/backup-1.json is current (UPDATE_GOLDENS=1 writes it)", () => {
  const schema = JSON.stringify(z.toJSONSchema(RECEIPT_SHAPE), undefined, 2);
  if (process.env["UPDATE_GOLDENS"] !== undefined) writeFileSync(PUBLISHED, `${schema}\n`);
  // The formatter has its own mind about line ends in JSON.
  assert.deepEqual(JSON.parse(readFileSync(PUBLISHED, "utf8")), JSON.parse(schema));
});
