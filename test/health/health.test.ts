// Every check on a real server that has what it looks for, and on one that has not.

import assert from "node:assert/strict";
import { suite, test, type TestContext } from "node:test";

import type { HealthReport } from "../../src/core/health.ts";
import type { Session } from "../../src/database/database.ts";
import { HEALTH_LIMITS } from "../../src/health/check.ts";
import { checkHealth } from "../../src/health/health.ts";
import { testDatabase, testServers, testSession } from "../support/server.ts";

/** Whatever is there is worth a word at once. */
const AT_ONCE = { ...HEALTH_LIMITS, transactionSeconds: 0, idleSeconds: 0, waitingSeconds: 0 };

const messagesOf = (reports: readonly HealthReport[], name: string): readonly string[] =>
  (reports.find(({ check }) => check === name)?.ailments ?? []).map(({ message }) => message);

/** Each with what makes the check speak, and what it says then. `other` is a session that stays open. */
const CASES: readonly {
  readonly check: string;
  readonly make: (session: Session, other: Session) => Promise<unknown>;
  readonly says: RegExp;
}[] = [
  {
    check: "invalid-index",
    make: async (session) => {
      await session.run("create table t (n int); insert into t values (1), (1)");
      await assert.rejects(session.run("create unique index concurrently twice on t (n)"));
    },
    says: /The index twice on t is invalid/,
  },
  {
    check: "not-validated-constraint",
    make: (session) =>
      session.run("create table t (n int); alter table t add constraint positive check (n > 0) not valid"),
    says: /The constraint positive on t is not validated/,
  },
  {
    check: "idle-in-transaction",
    make: (_session, other) => other.run("begin; select 'a secret of postgres://me:hidden@db/app'"),
    says: /A transaction is open and idle: pid \d+ \(/,
  },
  {
    check: "dump-running",
    make: (_session, other) => other.run("set application_name = 'pg_dump'; begin; select 1"),
    says: /pg_dump runs: pid \d+/,
  },
  {
    check: "long-transaction",
    make: async (_session, other) => {
      other.run("select pg_sleep(20)").catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, 200));
    },
    says: /A transaction is open: pid \d+ .*pg_sleep/,
  },
  {
    check: "lock-queue",
    make: async (session, other) => {
      await session.run("create table t (n int)");
      await session.run("begin; lock table t");
      other.run("select from t").catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, 200));
    },
    says: /A session waits for a lock: pid \d+ .*select from t/,
  },
  {
    check: "read-only",
    make: (session) => session.run("set default_transaction_read_only = on"),
    says: /Transactions are read-only here/,
  },
  {
    check: "privileges",
    make: (session) =>
      session.run("create table t (n int); grant usage on schema public to pg_monitor; set role pg_monitor"),
    says: /The role pg_monitor does not own 1 of 1 tables, such as (?:public\.)?t, and cannot alter them/,
  },
];

async function ground(
  context: TestContext,
  server: Parameters<typeof testDatabase>[1],
): Promise<{ readonly session: Session; readonly other: Session }> {
  const url = await testDatabase(context, server);
  const sessions = [await testSession(url), await testSession(url)] as const;
  context.after(() => Promise.all(sessions.map((session) => session.close())));
  return { session: sessions[0], other: sessions[1] };
}

suite("the health of a database", () => {
  test("is well where nothing is wrong, on every version", async (context) => {
    for (const server of await testServers()) {
      const { session } = await ground(context, server);
      const reports = await checkHealth(session);
      assert.deepEqual(
        reports.filter(({ unknown }) => unknown !== undefined),
        [],
        `PostgreSQL ${server.version}`,
      );
      // Other tests are at work on the same server, and each in a database of its own.
      const wrong = reports.filter(({ ailments }) => ailments.length > 0).map(({ check }) => check);
      assert.deepEqual(
        wrong.filter((check) => check !== "connection-room"),
        [],
        `PostgreSQL ${server.version}`,
      );
    }
  });

  for (const { check, make, says } of CASES) {
    test(`${check} is told of`, async (context) => {
      const { session, other } = await ground(context, undefined);
      await make(session, other);
      const message = messagesOf(await checkHealth(session, AT_ONCE), check).join("\n");
      assert.match(message, says);
      assert.doesNotMatch(message, /hidden/, "secrets are left out");
      await other.cancel();
    });
  }

  test("a slot that nobody reads is told of", async (context) => {
    const { session } = await ground(context, undefined);
    await session.query("select pg_create_physical_replication_slot('lockkeeper_test_slot', true)");
    try {
      await session.run("create table filler as select generate_series(1, 10000) as n");
      const reports = await checkHealth(session, { ...AT_ONCE, slotBytes: 1 });
      assert.match(messagesOf(reports, "replication-slot")[0] ?? "", /lockkeeper_test_slot holds/);
    } finally {
      await session.query("select pg_drop_replication_slot('lockkeeper_test_slot')");
    }
  });
});
