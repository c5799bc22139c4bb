// Sqitch makes a database, and we take it over.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";

import { adoptsWell, hasProgram, openYard } from "./adopting.ts";
import { SAMPLE } from "./sample.ts";
import { inTransaction, sqitchFiles, type SqitchChange } from "./sqitch-project.ts";

const skip = !hasProgram("sqitch") && "sqitch is not installed";

const CHANGES: readonly SqitchChange[] = [
  ...SAMPLE.map(({ name, stamp, up, down, alone }, index): SqitchChange => ({
    name: index === 2 ? `types/${name}` : name,
    ...{
      stamp,
      deploy: alone ? `${up}\n` : inTransaction(up),
      revert: alone ? `${down}\n` : inTransaction(down),
    },
    ...(index === 3
      ? {
          needs: "[create_users types/status_type !other:nobody]",
          note: "Orders;\\n\\nwith a \\\\ and “quotes”.",
        }
      : {}),
    ...(index === 1
      ? { verify: "BEGIN;\n\nSELECT id, email FROM shop.users WHERE false;\n\nROLLBACK;\n" }
      : {}),
  })),
  {
    ...{ name: "shout", stamp: "20240201090000", tag: "v1.0", scripts: "shout@v1.0" },
    deploy: inTransaction("create function shop.shout() returns text language sql as $$ select 'hey' $$;"),
    revert: inTransaction("drop function shop.shout();"),
  },
  {
    ...{ name: "shout", stamp: "20240202090000", needs: "[shout@v1.0]", note: "Louder." },
    deploy: inTransaction(
      "\\set ON_ERROR_STOP 1\ncreate or replace function shop.shout() returns text language sql as $$ select 'HEY' $$;",
    ),
    revert: inTransaction(
      "create or replace function shop.shout() returns text language sql as $$ select 'hey' $$;",
    ),
  },
];

test("a database of Sqitch is adopted", { skip }, async (t) => {
  const yard = await openYard(t);
  await yard.write(sqitchFiles(CHANGES));
  await yard.run("sqitch", ["--chdir", "db", "deploy", yard.url.replace(/^postgres(?:ql)?:/, "db:pg:")]);
  const { adopted } = await adoptsWell(t, yard, {
    ...{ tool: "sqitch", applied: CHANGES.length },
    tables: ["changes", "dependencies", "events", "projects", "tags"].map((table) => `sqitch.${table}`),
  });

  assert.equal(adopted.at(-1)?.version, "20240202_090000");
  const read = (name: string): Promise<string> => readFile(join(yard.directory, "migrations", name), "utf8");
  assert.doesNotMatch(await read("20240101_090000_create_schema.sql"), /begin|commit/i);
  assert.match(await read("20240101_090500_orders_by_user.sql"), /^-- lockkeeper: transaction=none$/m);
  assert.match(
    await read("20240101_090300_create_orders.sql"),
    /Note: requires create_users, types\/status_type\n-- Note: conflicts with other:nobody/,
  );
  assert.doesNotMatch(await read("20240101_090100_create_users_verify.sql"), /rollback/i);
  assert.match(await read("20240201_090000_shout.sql"), /select 'hey'/);
  assert.match(await read("20240202_090000_shout.sql"), /^-- psql: \\set ON_ERROR_STOP 1$/m);
});
