// An answer is kept with what was asked of files, and asked for again when one of those answers has become another.

import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test, type TestContext } from "node:test";

import { realWorld } from "../world/world.ts";
import type { Journey } from "./journey.ts";
import { remembered, type ReadFiles } from "./remembered.ts";

interface Asking {
  readonly folder: string;
  /** How often the look was made. */
  readonly looks: () => number;
  readonly ask: (change?: Change) => Promise<string>;
}

interface Change {
  readonly tool?: string;
  readonly about?: string;
  readonly settled?: unknown;
  readonly lasting?: boolean;
}

/** Asks again and again what a folder holds, and what the file `a` says. */
function asking(context: TestContext): Asking {
  const folder = mkdtempSync(join(tmpdir(), "lockkeeper-remembered-"));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, "files"));
  writeFileSync(join(folder, "files", "a"), "one");
  let looks = 0;
  const look = async (files: ReadFiles): Promise<string> => {
    looks += 1;
    const names = (await files.list(join(folder, "files"))).map(({ name }) => name);
    const path = join(folder, "files", "a");
    const kind = (await files.kindOf(path)) ?? "nothing";
    const text = kind === "file" ? Buffer.from(await files.read(path)).toString("latin1") : "";
    return [...names, kind, (await files.look(join(folder, "b"))) ?? "nothing", text].join(" ");
  };
  return {
    folder,
    looks: () => looks,
    ask: ({ tool = "1.0.0", about = "test", settled = {}, lasting = true } = {}) => {
      const journey = { world: realWorld(), settings: { project: folder, tool } } as Journey;
      return remembered(journey, { about, settled }, async (files) => ({
        answer: await look(files),
        lasting,
      }));
    },
  };
}

const CHANGES: readonly (readonly [title: string, change: (folder: string) => void])[] = [
  ["another text", (folder) => writeFileSync(join(folder, "files", "a"), "two")],
  ["a text of the same length and time", (folder) => writeFileSync(join(folder, "files", "a"), "eno")],
  [
    "bytes that are no text",
    (folder) => writeFileSync(join(folder, "files", "a"), Buffer.from([0xff, 0xfe])),
  ],
  ["one file more", (folder) => writeFileSync(join(folder, "files", "c"), "")],
  ["one file less", (folder) => rmSync(join(folder, "files", "a"))],
  [
    "a folder in the place of a file",
    (folder) => {
      rmSync(join(folder, "files", "a"));
      mkdirSync(join(folder, "files", "a"));
    },
  ],
  ["something where there was nothing", (folder) => writeFileSync(join(folder, "b"), "")],
];

for (const [title, change] of CHANGES) {
  test(`${title} is seen`, async (context) => {
    const { folder, looks, ask } = asking(context);
    const first = await ask();
    change(folder);
    assert.notEqual(await ask(), first);
    assert.equal(looks(), 2);
  });
}

test("what is the same is not looked at twice, whoever asks", async (context) => {
  const { looks, ask } = asking(context);
  assert.equal(await ask(), await ask());
  assert.equal(looks(), 1);
});

test("another version of the tool, another question or setting, and what does not last are looked at anew", async (context) => {
  const { looks, ask } = asking(context);
  await ask();
  await ask({ tool: "1.0.1" });
  await ask({ settled: { shellcheck: "0.9" } });
  await ask({ about: "other" });
  assert.equal(looks(), 4);
  await ask({ about: "third", lasting: false });
  await ask({ about: "third", lasting: false });
  assert.equal(looks(), 6);
});
