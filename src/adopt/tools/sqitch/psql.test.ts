// What psql would put into a script of Sqitch, and what is left to it.

import assert from "node:assert/strict";
import { test } from "node:test";

import { expanded } from "./psql.ts";

const FILES: Readonly<Record<string, string>> = {
  "sql/deploy/part.sql": "select 'part';\n",
  "sql/shared.sql": "\\ir deploy/part.sql\nselect 'shared';\n",
  "templates/page.html": "it's :name\n",
};

const read = async (path: string): Promise<{ path: string; text: string } | undefined> => {
  const text = FILES[path];
  return text === undefined ? undefined : { path, text };
};

const CASES: readonly (readonly [title: string, script: string, seen: string])[] = [
  ["a file beside the script", "\\ir part.sql\nselect 1;", "select 'part';\nselect 1;"],
  ["a file of a file", "\\i sql/shared.sql", "select 'part';\nselect 'shared';"],
  ["a file that is not there stays", "\\i sql/none.sql", "\\i sql/none.sql"],
  [
    "what psql prints",
    "\\set ON_ERROR_STOP on\n\\echo hey",
    "-- psql: \\set ON_ERROR_STOP on\n-- psql: \\echo hey",
  ],
  [
    "a value as it is, as a literal and as a name",
    "\\set who 'O''Hara'\nselect :'who', :\"who\", :who;",
    "-- psql: \\set who 'O''Hara'\nselect 'O''Hara', \"O'Hara\", O'Hara;",
  ],
  [
    "quoted text, comments, casts, slices and unset names",
    "\\set x 1\nselect ':x', \":x\", $a$:x$a$, $$:x$$, E'\\':x', y::x, z[2:3], :other, :x; -- :x\n/* :x */",
    "-- psql: \\set x 1\nselect ':x', \":x\", $a$:x$a$, $$:x$$, E'\\':x', y::x, z[2:3], :other, 1; -- :x\n/* :x */",
  ],
  [
    "the content of a file of the project",
    "\\set page `cat templates/page.html`\nselect :'page';",
    "-- psql: \\set page `cat templates/page.html`\nselect 'it''s :name';",
  ],
  ["another program stays", "\\set who `whoami`\nselect :'who';", "\\set who `whoami`\nselect :'who';"],
  [
    "a file outside of the project stays",
    "\\set key `cat /run/secrets/key`\nselect :'key';",
    "\\set key `cat /run/secrets/key`\nselect :'key';",
  ],
  ["a value that changes stays", "\\set x 1\n\\set x 2\nselect :x;", "\\set x 1\n\\set x 2\nselect :x;"],
];

for (const [title, script, seen] of CASES) {
  test(`psql: ${title}`, async () => {
    assert.equal(await expanded("sql/deploy/change.sql", script, read), seen);
  });
}
