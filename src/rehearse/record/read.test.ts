// A record comes back as the rehearsal that it was written from, and what is none is refused with the reason.

import assert from "node:assert/strict";
import { test } from "node:test";

import { SAMPLE } from "../../../test/support/sample-rehearsal.ts";
import { Failure } from "../../core/failure.ts";
import { readRecord } from "./read.ts";
import { writeRecord } from "./record.ts";

const { rehearsal } = SAMPLE;
assert.ok(rehearsal);
const TEXT = writeRecord(rehearsal);

test("what was written is read back", async () => {
  const again = writeRecord(await readRecord(TEXT, "rehearsal.json"));
  assert.deepEqual(JSON.parse(again), JSON.parse(TEXT));
});

const REFUSED: readonly (readonly [name: string, text: string, reason: RegExp])[] = [
  ["cut short", TEXT.slice(0, -20), /not JSON, or was cut short/],
  ["of another format", TEXT.replace("lockkeeper-rehearsal-1", "lockkeeper-rehearsal-9"), /its format is/],
  ["something else", "[]", /names no format/],
  ["damaged", TEXT.replace('"fillRows": ', '"fillRows": "many", "was": '), /fillRows/],
];

for (const [name, text, reason] of REFUSED) {
  test(`a record that is ${name} is refused`, () =>
    assert.rejects(readRecord(text, "rehearsal.json"), (error) => {
      assert.ok(error instanceof Failure);
      assert.equal(error.code, "bad-files");
      assert.match(error.message, reason);
      return true;
    }));
}
