// The folder of repeatables is read by itself, whatever the format, and every fault in it is named.

import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test } from "node:test";

import { realWorld } from "../world/world.ts";
import { newRepeatable } from "./repeatables.ts";
import { checksumOf, readMigrations } from "./store.ts";

const { files } = realWorld();
const scratch = await mkdtemp(join(tmpdir(), "lockkeeper-repeatables-"));
after(() => rm(scratch, { recursive: true }));

interface Case {
  /** Files by path; a link is written as `→ target`. */
  readonly files: Readonly<Record<string, string | Uint8Array>>;
  readonly names: readonly string[];
  /** Severity, code and file of each problem. */
  readonly problems?: readonly string[];
}

const SQL = "create view v as select 1;\n";
const ONE = { "20260101_090000_a.sql": SQL };

const CASES: Readonly<Record<string, Case>> = {
  "names are paths, in the order of their characters": {
    files: { ...ONE, "repeatable/b.sql": SQL, "repeatable/views/a.sql": SQL, "repeatable/a.SQL": SQL },
    names: ["a", "b", "views/a"],
  },
  "beside another format as well": {
    files: { "0001_a.up.sql": SQL, "repeatable/20260101_090000_b.sql": SQL },
    names: ["20260101_090000_b"],
  },
  "alone in a new folder": { files: { "repeatable/b.sql": SQL }, names: ["b"] },
  "what is no SQL is passed over": { files: { ...ONE, "repeatable/README.md": "x" }, names: [] },
  "an empty one": {
    files: { ...ONE, "repeatable/b.sql": " \n" },
    names: ["b"],
    problems: ["warning empty-file repeatable/b.sql"],
  },
  "a down and a verify": {
    files: { ...ONE, "repeatable/b_down.sql": SQL, "repeatable/c/verify.sql": SQL },
    names: [],
    problems: [
      "error repeatable-down repeatable/b_down.sql",
      "error repeatable-down repeatable/c/verify.sql",
    ],
  },
  "one that is not UTF-8": {
    files: { ...ONE, "repeatable/b.sql": Uint8Array.of(0x2d, 0x2d, 0xe9) },
    names: [],
    problems: ["error not-utf8 repeatable/b.sql"],
  },
  "a link that leads outside": {
    files: { ...ONE, "repeatable/b.sql": "→ /etc/hostname" },
    names: [],
    problems: ["error link-outside repeatable/b.sql"],
  },
  "two of one name": {
    files: { ...ONE, "repeatable/b.SQL": SQL, "repeatable/b.sql": SQL },
    names: ["b"],
    problems: ["error duplicate-repeatable repeatable/b.sql"],
  },
};

for (const [name, { files: contents, names, problems = [] }] of Object.entries(CASES)) {
  test(name, async () => {
    const directory = join(await mkdtemp(join(scratch, "case-")), "migrations");
    for (const [path, content] of Object.entries(contents)) {
      const place = join(directory, path);
      await mkdir(dirname(place), { recursive: true });
      if (typeof content === "string" && content.startsWith("→ ")) await symlink(content.slice(2), place);
      else await writeFile(place, content);
    }
    const folder = await readMigrations(files, {
      directory,
      shownAs: "m",
      now: new Date("2026-03-01T12:00:00Z"),
    });
    assert.deepEqual(
      folder.repeatables.map((each) => each.name),
      names,
    );
    assert.deepEqual(
      folder.problems.map(
        ({ severity, code, file = "" }) => `${severity} ${code} ${file.slice("m/".length)}`,
      ),
      problems,
    );
    for (const { checksum, file } of folder.repeatables) assert.equal(checksum, checksumOf(file.text));
  });
}

test("a new one is named by its words, folder by folder", () => {
  assert.equal(newRepeatable("Views/Orders of today")?.path, "repeatable/views/orders_of_today.sql");
  assert.equal(newRepeatable("views/…"), undefined);
});
