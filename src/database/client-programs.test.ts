// PostgreSQL's client programs reach the database that a URL names, and no command line holds the password.

import assert from "node:assert/strict";
import { suite, test } from "node:test";

import { testServer, testSession } from "../../test/support/server.ts";
import type { World } from "../core/world.ts";
import { realWorld } from "../world/world.ts";
import { findClientPrograms, runClient } from "./client-programs.ts";

const world = realWorld();
const [programs] = await findClientPrograms(world);
const PASSWORD = String.raw`it's @ /\ %41 ?`;

suite("client programs", { skip: programs === undefined ? "psql is not installed" : false }, () => {
  test("connect as our sessions do, whatever the URL and the environment look like", async (t) => {
    const server = new URL((await testServer()).url);
    await using session = await testSession(server.href);
    const role = `client_${Math.random().toString(36).slice(2)}`;
    const [sockets] = await session.query<{ directory: string }>(
      `select setting as directory from pg_settings where name = 'unix_socket_directories'`,
    );
    await session.run(`create role ${role} login password '${PASSWORD.replaceAll("'", "''")}'`);
    t.after(async () => {
      await using admin = await testSession(server.href);
      await admin.run(`drop role ${role}`);
    });
    const secret = encodeURIComponent(PASSWORD);
    const cases: Readonly<Record<string, string>> = {
      "with everything": `postgres://${role}:${secret}@127.0.0.1:${server.port}/postgres`,
      "with parameters": `postgres://${role}@127.0.0.1:${server.port}/postgres?password=${secret}&sslmode=disable`,
      "over a socket": `postgres://${role}:${secret}@/postgres?host=${sockets?.directory ?? ""}&port=${server.port}`,
      "by environment": `postgres://127.0.0.1:${server.port}/postgres`,
    };
    const calls: string[] = [];
    const surroundings = {
      PGUSER: role,
      PGPASSWORD: PASSWORD,
      PGHOSTADDR: "192.0.2.1",
      PGDATABASE: "another",
    };
    const run: World["processes"]["run"] = (program, args, options) => {
      calls.push(args.join(" "));
      return world.processes.run(program, args, { ...options, env: { ...surroundings, ...options?.env } });
    };
    const processes = { ...world.processes, run, env: { ...world.processes.env, ...surroundings } };
    assert.ok(programs);
    for (const [name, url] of Object.entries(cases)) {
      const result = await runClient({ ...world, processes }, programs, {
        program: "psql",
        arguments: [
          "--no-psqlrc",
          "--tuples-only",
          "--no-align",
          "--command=select current_user, current_database()",
        ],
        url,
        timeoutMs: 10_000,
      });
      assert.deepEqual(result, { code: 0, stdout: `${role}|postgres\n`, stderr: "" }, name);
    }
    assert.equal(calls.length, 4);
    assert.deepEqual(
      calls.filter((words) => words.includes(PASSWORD) || words.includes(secret)),
      [],
    );
  });
});
