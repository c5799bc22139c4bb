// Whatever a migration leaves behind in a session, a reset brings it back, and keeps the locks.

import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { test } from "node:test";

import { testDatabase, testServers, testSession } from "../../test/support/server.ts";
import { quoteName } from "../core/name.ts";
import { resetSession, setLimits } from "./settings.ts";

const READ = `
select current_user as "user", current_setting('search_path') as path, current_setting('lock_timeout') as lock,
  current_setting('statement_timeout') as statement, current_setting('client_encoding') as encoding,
  current_setting('standard_conforming_strings') as strings
`;

test("a reset undoes role and settings on every server, and keeps advisory locks and temporary tables", async (t) => {
  for (const server of await testServers()) {
    await using session = await testSession(await testDatabase(t, server));
    const role = `O'Neil "${randomBytes(4).toString("hex")}"`;
    await session.run(`create role ${quoteName(role)}`);
    const [before] = await session.query(READ);
    await session.run(`create temp table kept (n int); select pg_advisory_lock(7)`);
    await session.run(`set role ${quoteName(role)}; set search_path = ''; set statement_timeout = '1h';
      set client_encoding = 'LATIN1'; set standard_conforming_strings = off`);
    await resetSession(session, {});
    assert.deepEqual((await session.query(READ))[0], { ...before, lock: "0", statement: "0" });

    await resetSession(session, {
      role,
      lockTimeoutMs: 1500,
      statementTimeoutMs: 60_000,
      searchPath: "a, b",
    });
    assert.deepEqual((await session.query(READ))[0], {
      user: role,
      path: "a, b",
      lock: "1500ms",
      statement: "1min",
      encoding: "UTF8",
      strings: "on",
    });
    await setLimits(session, { lockTimeoutMs: 2000, statementTimeoutMs: 0 });
    await resetSession(session, {});
    assert.deepEqual(
      await session.query("select pg_advisory_unlock(7) as held, count(*)::int as rows from kept"),
      [{ held: true, rows: 0 }],
    );
    await session.run(`drop role ${quoteName(role)}`);
  }
});
