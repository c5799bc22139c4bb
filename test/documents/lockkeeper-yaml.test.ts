// The published JSON schema of lockkeeper.yaml is made from the code that reads it.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { editorSchema } from "../../src/config/editor-schema.ts";

const PUBLISHED = join(import.meta.dirname, "../../docs/schemas/lockkeeper-yaml.json");

test("docs/schemas/lockkeeper-yaml.json is current (UPDATE_GOLDENS=1 writes it)", () => {
  const schema = JSON.stringify(editorSchema(), undefined, 2);
  if (process.env["UPDATE_GOLDENS"] !== undefined) writeFileSync(PUBLISHED, `${schema}\n`);
  // The formatter has its own mind about line ends in JSON.
  assert.deepEqual(JSON.parse(readFileSync(PUBLISHED, "utf8")), JSON.parse(schema));
});
