// Every format keeps the contract, shown on its own sample.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { suite, test } from "node:test";

import type { MigrationFolder } from "../../core/migration.ts";
import { compareVersions } from "../../core/version.ts";
import { realWorld } from "../../world/world.ts";
import { newMigration, readMigrations, renamed } from "../store.ts";
import type { Format } from "./format.ts";
import { FORMATS } from "./formats.ts";

const NOW = new Date("2026-01-02T03:04:05.678Z");
const { files } = realWorld();

const folderOf = (format: Format): string => join(import.meta.dirname, format.name);

const readSample = (format: Format, name?: string): Promise<MigrationFolder> =>
  readMigrations(files, {
    directory: join(folderOf(format), "sample"),
    shownAs: "sample",
    now: NOW,
    ...(name === undefined ? {} : { format: name }),
  });

/** The folder with paths in place of texts, as expected.json holds it. */
const outline = ({ migrations }: MigrationFolder): unknown =>
  migrations.map(({ up, down, verify, ...rest }) => ({
    ...rest,
    up: up.path,
    ...(down && { down: down.path }),
    ...(verify && { verify: verify.path }),
  }));

for (const format of FORMATS) {
  suite(`the format ${format.name}`, () => {
    test("knows its own sample by the files alone, without a problem", async () => {
      const read = await readSample(format);
      assert.equal(read.format, format.name);
      assert.deepEqual(read.problems, []);
    });

    test("finds nothing to run in the samples of the others", async () => {
      for (const other of FORMATS.filter(({ name }) => name !== format.name)) {
        assert.deepEqual((await readSample(other, format.name)).migrations, [], other.name);
      }
    });

    test("reads its sample as expected.json says", async () => {
      const expected: unknown = JSON.parse(await readFile(join(folderOf(format), "expected.json"), "utf8"));
      assert.deepEqual(outline(await readSample(format)), expected);
    });

    test("reads back what it names, for a new migration and for a new version", async () => {
      const { migrations } = await readSample(format);
      const existing = migrations.map(({ version }) => version);
      const made = newMigration({ title: "Add users", now: NOW, existing, format: format.name });
      const parts = format.recognise(made.files.map(({ name }) => name));
      assert.deepEqual(
        parts.map((part) => part.kind === "part" && [part.version, part.name, part.role]),
        made.files.map((_file, at) => [made.version, "add_users", at === 0 ? "up" : "down"]),
      );
      assert.ok(existing.every((version) => compareVersions(version, made.version) < 0));
      const later = format.nextVersion(NOW, made.version);
      const paths = made.files.map(({ name }) => format.withVersion(name, later));
      const versions = format.recognise(paths).map((part) => part.kind === "part" && part.version);
      assert.deepEqual(
        versions,
        paths.map(() => later),
      );
    });

    test("renames every file of a migration to the new version and keeps the name", async () => {
      const { migrations } = await readSample(format);
      const version = format.nextVersion(NOW, undefined);
      const names = (await files.list(join(folderOf(format), "sample"))).map(({ name }) => name);
      for (const migration of migrations) {
        const renames = renamed(migration, version, { format: format.name, shownAs: "sample" });
        assert.ok(renames.length > 0);
        for (const { from, to } of renames) {
          assert.ok(names.includes(from), `${from} is in the sample`);
          assert.equal(to.slice(to.indexOf(migration.name)), from.slice(from.indexOf(migration.name)));
          assert.equal(to.replaceAll(/\D/g, "").slice(0, 14), "20260102030405");
        }
      }
    });

    test("has a README that says when to use it", async () => {
      const page = await readFile(join(folderOf(format), "README.md"), "utf8");
      assert.match(page, /\*\*When to use it:\*\*/);
    });
  });
}
