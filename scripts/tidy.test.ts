// Proves that each rule of tidy fires, and that a tidy tree passes.

import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";

import { tidy } from "./tidy.ts";

type Tree = Readonly<Record<string, string | undefined>>;

const ROOMS = `# Architecture

## Rooms

| room | turns … into … | may import | contracts |
|---|---|---|---|
| \`core\` | nouns | – | \`*\` |
| \`store\` | files into migrations | core | \`formats/format.ts\` |
| \`database\` | sessions | core | |
| \`world\` | the outside | core | |
| \`flow\` | journeys | core, store, database | |

## After
`;

const TIDY_TREE: Tree = {
  "ARCHITECTURE.md": ROOMS,
  "docs/words.md": "# Words\n",
  "docs/formats.md":
    "| code | meaning |\n|---|---|\n| 0 | done |\n| `3` | refused |\n\n`wrong-use` and `locked`\n",
  "src/index.ts": '// The face.\nexport * from "./flow/migrate.ts";\n',
  "src/core/failure.ts":
    '// Failures.\nexport const EXIT_CODES = { done: 0, refused: 3 };\nexport const FAILURE_EXITS = { "wrong-use": 1, locked: 1 };\n',
  "src/store/store.ts":
    '// The door.\nimport { createHash } from "node:crypto";\nimport "./formats/format.ts";\n',
  "src/store/order.ts": '// Behind the door.\nimport type { Version } from "../core/failure.ts";\n',
  "src/store/order.test.ts": '// Tests are free.\nimport "node:fs";\nimport "../flow/migrate.ts";\n',
  "src/store/formats/format.ts": "// The contract.\n",
  "src/database/database.ts": '// The door.\nimport pg from "pg";\n',
  "src/world/world.ts": '// The door.\nimport { readFile } from "node:fs/promises";\n',
  "src/flow/migrate.ts":
    '// A journey.\nimport {\n  read,\n} from "../store/store.ts";\nimport type { F } from "../store/formats/format.ts";\n',
};

interface Case {
  readonly name: string;
  /** Laid over the tidy tree; undefined takes a file away. */
  readonly change: Tree;
  readonly found: readonly string[];
}

const CASES: readonly Case[] = [
  { name: "a tidy tree passes", change: {}, found: [] },
  {
    name: "an import that the table does not allow is reported where it stands",
    change: { "src/store/order.ts": '// One.\nimport {\n  f,\n} from "../database/database.ts";\n' },
    found: [
      "src/store/order.ts:4: `store` may not import `database`; the table in ARCHITECTURE.md says what it may",
    ],
  },
  {
    name: "an import past the door is reported, also a dynamic one",
    change: { "src/flow/migrate.ts": '// One.\nconst f = await import("../store/order.ts");\n' },
    found: [
      "src/flow/migrate.ts:2: src/store/order.ts is behind the door of `store`; import src/store/store.ts or src/store/formats/format.ts",
    ],
  },
  {
    name: "an import that leaves the rooms is reported",
    change: { "src/store/order.ts": '// One.\nexport { f } from "../../scripts/f.ts";\n' },
    found: ["src/store/order.ts:2: `store` imports scripts/f.ts, which is in no room"],
  },
  {
    name: "a folder without a row is reported",
    change: { "src/lint/lint.ts": "// The door.\n" },
    found: ["ARCHITECTURE.md:1: the room table lacks the room `lint` (src/lint/)"],
  },
  {
    name: "a row that speaks of no room is reported, a room without a folder is not",
    change: { "ARCHITECTURE.md": ROOMS.replace("| journeys | core", "| journeys | coar, core") },
    found: ["ARCHITECTURE.md:11: `flow` may import `coar`, which is no room"],
  },
  {
    name: "a page without a room table is reported",
    change: { "ARCHITECTURE.md": "# Architecture\n" },
    found: ["ARCHITECTURE.md:1: has no room table under `## Rooms`"],
  },
  {
    name: "the outside belongs to world and cli, with and without the node: prefix",
    change: {
      "src/store/order.ts":
        '// One.\nimport "node:fs/promises";\nimport net from "net";\nimport "node:path";\n',
    },
    found: [
      "src/store/order.ts:2: `store` imports node:fs/promises; only `world` and `cli` touch the outside",
      "src/store/order.ts:3: `store` imports net; only `world` and `cli` touch the outside",
    ],
  },
  {
    name: "a package that belongs to one room is refused elsewhere",
    change: {
      "src/flow/migrate.ts": '// One.\nimport pg from "pg";\nimport { parse } from "libpg-query";\n',
    },
    found: [
      "src/flow/migrate.ts:2: `flow` imports pg; only `database` sees that package",
      "src/flow/migrate.ts:3: `flow` imports libpg-query; only `sql` sees that package",
    ],
  },
  {
    name: "a first line that is no sentence is reported",
    change: { "src/store/order.ts": "export const a = 1;\n" },
    found: [
      "src/store/order.ts:1: line 1 must be a `//` comment: one sentence that says what the file is for",
    ],
  },
  {
    name: "a bucket is reported, as a file and as a folder",
    change: { "src/store/utils.ts": "// One.\n", "test/helpers/server.ts": "// One.\n" },
    found: [
      "src/store/utils.ts:1: `utils` says nothing about what is in it; name the file by its noun",
      "test/helpers/server.ts:1: `helpers` says nothing about what is in it; name the file by its noun",
    ],
  },
  {
    name: "a rule that is switched off needs a reason",
    change: {
      "src/store/order.ts":
        "// One.\n// oxlint-disable-next-line no-console\n// oxlint-disable-next-line no-console -- it is the last resort\n",
    },
    found: ["src/store/order.ts:2: a rule is switched off without ` -- reason`"],
  },
  {
    name: "a page that names a missing path is reported, web addresses and placeholders are not",
    change: {
      "README.md":
        "`src/store/store.ts` `docs/gone.md`\n[a](docs/words.md#x) [b](CHANGELOG.md) [c](https://a.b/c) [d](#here) `src/<room>/x`\n",
    },
    found: [
      "README.md:1: names docs/gone.md, which does not exist",
      "README.md:2: names CHANGELOG.md, which does not exist",
    ],
  },
  {
    name: "the glossary must exist",
    change: { "docs/words.md": undefined },
    found: ["docs/words.md:1: is missing"],
  },
  {
    name: "the formats page names every failure code and every exit code",
    change: { "docs/formats.md": "| 0 | done |\n\n`wrong-use`, not locked, 3\n" },
    found: [
      "docs/formats.md:1: does not name the failure code `locked`",
      "docs/formats.md:1: has no table row for the exit code 3",
    ],
  },
];

for (const { name, change, found } of CASES) {
  test(name, async (context) => {
    const root = await mkdtemp(join(tmpdir(), "tidy-"));
    context.after(() => rm(root, { recursive: true }));
    await plant(root, { ...TIDY_TREE, ...change });
    const seen = await tidy(root);
    assert.deepEqual(
      seen.map(({ file, line, message }) => `${file}:${line}: ${message}`),
      found,
    );
  });
}

async function plant(root: string, tree: Tree): Promise<void> {
  for (const [file, text] of Object.entries(tree)) {
    if (text === undefined) continue;
    await mkdir(dirname(join(root, file)), { recursive: true });
    await writeFile(join(root, file), text);
  }
}
