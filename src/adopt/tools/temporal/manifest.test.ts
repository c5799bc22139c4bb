// What the folder of one version comes to, and what is told where it cannot be read.

import assert from "node:assert/strict";
import { test } from "node:test";

import type { ForeignFolder } from "../../tool.ts";
import { versionIn } from "./manifest.ts";

const manifest = (version: string, more: Readonly<Record<string, unknown>>): string =>
  JSON.stringify({ CurrVersion: version, MinCompatibleVersion: "0.1", ...more });

/** A folder with these files, by their paths. */
const holding = (files: Readonly<Record<string, string>>): ForeignFolder => ({
  paths: Object.keys(files),
  read: (path) =>
    Promise.resolve(files[path] === undefined ? undefined : { path: `db/${path}`, text: files[path] }),
  run: () => Promise.reject(new Error("no program is run")),
});

const ONE = manifest("1.9", { SchemaUpdateCqlFiles: ["a.sql"] });

const REFUSED: readonly (readonly [string, Readonly<Record<string, string>>, RegExp])[] = [
  ["a folder without its manifest", { "v1.9/a.sql": "" }, /v1\.9\/manifest\.json: it is not there/],
  [
    "a manifest that is no JSON",
    { "v1.9/manifest.json": '{ "CurrVersion": "1.9", }' },
    /db\/v1\.9\/manifest\.json: it is not a manifest of Temporal's/,
  ],
  [
    "a manifest of something else",
    { "v1.9/manifest.json": '{ "version": 3 }' },
    /db\/v1\.9\/manifest\.json: it is not a manifest of Temporal's/,
  ],
  [
    "another version than the folder's",
    { "v1.9/manifest.json": manifest("1.8", { SchemaUpdateCqlFiles: ["a.sql"] }), "v1.9/a.sql": "" },
    /it stands in v1\.9 and calls itself `1\.8`/,
  ],
  ["a manifest that names nothing", { "v1.9/manifest.json": manifest("1.9", {}) }, /it names no file/],
  ["a file that is not there", { "v1.9/manifest.json": ONE }, /v1\.9\/a\.sql is not there/],
];

for (const [title, files, told] of REFUSED) {
  test(`${title} is told`, async () => {
    const said = await versionIn(holding(files), "v1.9");
    assert.ok("message" in said);
    assert.match(said.message, told);
  });
}

test("a version before a release is told", async () => {
  const files = { "v1.9-rc.1/manifest.json": manifest("1.9-rc.1", { AllowNoCqlFiles: true }) };
  const said = await versionIn(holding(files), "v1.9-rc.1");
  assert.ok("message" in said);
  assert.match(said.message, /calls itself `1\.9-rc\.1`/);
});

test("the files of a version follow each other in its order, each with its last semicolon", async () => {
  const files = {
    "v1.9/manifest.json": manifest("v1.9", { SchemaUpdateCqlFiles: ["z.sql", "../v1.8/a.sql"] }),
    "v1.9/z.sql": "SELECT 1 -- one;\n",
    "v1.8/a.sql": "SELECT 2;",
  };
  const made = await versionIn(holding(files), "v1.9");
  assert.ok("up" in made);
  assert.equal(made.up.text, "SELECT 1 -- one;\n;\n\nSELECT 2;");
  assert.deepEqual([made.origin.id, made.origin.source], ["1.9", "v1.9/manifest.json"]);
  assert.equal(made.title, "schema version 1.9");
});

test("a version of one file comes from it, and its checksum is of the manifest", async () => {
  const made = await versionIn(holding({ "v1.9/manifest.json": ONE, "v1.9/a.sql": "SELECT 1" }), "v1.9");
  assert.ok("up" in made);
  assert.equal(made.origin.source, "v1.9/a.sql");
  // As md5sum has it.
  assert.deepEqual(made.origin.checksums, ["66a71a7d5a0e71363f60590271b8ccc7"]);
});
