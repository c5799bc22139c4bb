// Where sqitch.conf says that plan and scripts are.

import assert from "node:assert/strict";
import { test } from "node:test";

import { layoutOf } from "./config.ts";

test("Sqitch: without settings everything is in the folder itself", () => {
  assert.deepEqual(layoutOf(""), {
    ...{ engine: undefined, plan: "sqitch.plan", deploy: "deploy", revert: "revert", verify: "verify" },
    ...{ reworked: { deploy: "deploy", revert: "revert", verify: "verify" }, extension: "sql" },
  });
});

test("Sqitch: what is said for PostgreSQL wins, and comments are no values", () => {
  const { engine, plan, deploy, revert, reworked, extension } = layoutOf(`
[core]
	engine = pg ; the one
	# top_dir = elsewhere
	top_dir = ./db/
	extension = ddl
	revert_dir = "back"
[engine "pg"]
	plan_file = plans/pg.plan
	reworked_dir = old
	target = db:pg:shop
[engine "sqlite"]
	plan_file = plans/sqlite.plan
`);
  assert.deepEqual(
    [engine, plan, deploy, revert, reworked.verify, extension],
    ["pg", "plans/pg.plan", "db/deploy", "back", "old/verify", "ddl"],
  );
});
