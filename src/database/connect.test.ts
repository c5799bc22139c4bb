// Every way in is tried, and every way to fail has its reason and its remedy.

import assert from "node:assert/strict";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { suite, test } from "node:test";

import { testDatabase, testServer, testSession } from "../../test/support/server.ts";
import { Failure } from "../core/failure.ts";
import { applicationName, connect } from "./connect.ts";
import { SQLSTATE } from "./sqlstate.ts";
import { describeUrl } from "./target.ts";

const options = { applicationName: applicationName("1.2.3", "run-7"), connectTimeoutMs: 3000 };

async function changed(change: (url: URL) => void): Promise<string> {
  const url = new URL((await testServer()).url);
  change(url);
  return url.href;
}

suite("a connection that fails says why and what to do", () => {
  const cases: readonly (readonly [string, (url: URL) => void, RegExp, RegExp])[] = [
    [
      "no such host",
      (url) => (url.hostname = "no-such-host.invalid"),
      /host name .* not known/,
      /name service/,
    ],
    [
      "nothing listens",
      (url) => (url.port = "1"),
      /nothing listens at 127\.0\.0\.1 port 1/,
      /Start the server/,
    ],
    ["wrong password", (url) => (url.password = "wr0ng-s3cret"), /password for user postgres/, /PGPASSWORD/],
    ["no password", (url) => (url.password = ""), /asks for a password/, /PGPASSWORD/],
    ["no such user", (url) => (url.username = "nobody-here"), /nobody-here/, /./],
    ["no such database", (url) => (url.pathname = "/missing"), /database missing does not exist/, /createdb/],
    [
      "TLS where there is none",
      (url) => (url.search = "?sslmode=require"),
      /does not offer/,
      /sslmode=disable/,
    ],
    ["no socket", (url) => (url.search = "?host=/no/such/directory"), /no server socket/, /./],
    [
      "unreadable authority",
      (url) => (url.search = "?sslmode=verify-full&sslrootcert=/no/ca.pem"),
      /ca\.pem/,
      /./,
    ],
  ];
  for (const [name, change, message, hint] of cases) {
    test(name, async () => {
      const url = await changed(change);
      await assert.rejects(connect(url, options), (error: unknown) => {
        assert.ok(error instanceof Failure);
        assert.equal(error.code, "connection-failed");
        assert.match(error.message, message);
        assert.match(error.hint ?? "", hint);
        const password = new URL(url).password;
        if (password !== "") assert.ok(!`${error.message}${error.hint}`.includes(password));
        return true;
      });
    });
  }

  test("an sslmode that does not exist", async () => {
    await assert.rejects(connect(await changed((url) => (url.search = "?sslmode=maybe")), options), {
      code: "wrong-use",
    });
  });

  test("a server that never answers", async () => {
    const silent = createServer();
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
    const { port } = silent.address() as AddressInfo;
    await assert.rejects(
      connect(`postgres://ann@127.0.0.1:${port}/shop`, { ...options, connectTimeoutMs: 300 }),
      /did not answer in time/,
    );
    silent.close();
  });

  test("a program that is no server", async () => {
    const rude = createServer((socket) => socket.end("220 mail ready\r\n"));
    await new Promise<void>((resolve) => rude.listen(0, "127.0.0.1", resolve));
    const { port } = rude.address() as AddressInfo;
    await assert.rejects(connect(`postgres://ann@127.0.0.1:${port}/shop`, options), {
      code: "connection-failed",
    });
    rude.close();
  });
});

test("the socket works like TCP, for queries and for cancelling", async (t) => {
  const url = new URL(await testDatabase(t));
  await using probe = await testSession(url.href);
  const [row] = await probe.query<{ directory: string }>(
    "select current_setting('unix_socket_directories') as directory",
  );
  url.searchParams.set("host", row?.directory ?? "");
  assert.match(describeUrl(url.href).shown, /\?host=\/.*&port=\d+$/);
  await using session = await connect(url.href, options);
  const running = session.run("select pg_sleep(30)");
  setTimeout(() => void session.cancel(), 100);
  await assert.rejects(running, { sqlstate: SQLSTATE.queryCanceled });
});

test("the server knows us by name, and talks UTF-8", async (t) => {
  await using session = await connect(`${await testDatabase(t)}?application_name=other`, options);
  const [row] = await session.query(
    "select current_setting('application_name') as name, current_setting('client_encoding') as encoding",
  );
  assert.deepEqual(row, { name: "lockkeeper 1.2.3 run-7", encoding: "UTF8" });
  assert.ok(session.serverVersion >= 140_000);
});

test("a long application name is cut to what PostgreSQL keeps", () => {
  assert.equal(Buffer.byteLength(applicationName("1.0.0", "r".repeat(100))), 63);
});
