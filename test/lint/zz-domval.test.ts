import { test } from "node:test";
import { testServers } from "/work/main/test/support/server.ts";
import { cleanSession } from "/work/main/test/lint/workbench.ts";
import { observeInside } from "/work/main/test/locks/observe.ts";
test("x", async () => {
  for (const server of await testServers()) {
    const s = await cleanSession(server);
    await s.run("create domain pos as int; create table t (a pos); insert into t select 1 from generate_series(1,100); alter domain pos add constraint p check (value > 0) not valid");
    console.log(server.version, await observeInside(s, { sql: "alter domain pos validate constraint p" }));
  }
});
