// The real world keeps what core/world.ts promises.

import assert from "node:assert/strict";
import { lstat, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, suite, test } from "node:test";

import { realWorld } from "./world.ts";

const { files, processes, clock } = realWorld();

suite("files", () => {
  let directory = "";
  before(async () => {
    directory = await mkdtemp(join(tmpdir(), "lockkeeper-world-"));
  });
  after(() => rm(directory, { recursive: true }));

  test("a path's kind is told with and without following links", async () => {
    await writeFile(join(directory, "plain"), "x");
    await symlink("plain", join(directory, "pointer"));
    await symlink("nowhere", join(directory, "dangling"));
    await symlink("ring", join(directory, "ring"));
    assert.equal(await files.kindOf(join(directory, "pointer")), "file");
    assert.equal(await files.look(join(directory, "pointer")), "link");
    assert.equal(await files.kindOf(join(directory, "dangling")), undefined);
    assert.equal(await files.kindOf(join(directory, "ring")), undefined);
    assert.equal(await files.kindOf(join(directory, "plain", "below")), undefined);
    assert.equal(await files.kindOf(directory), "directory");
  });

  test("a listing is sorted by bytes and does not follow links", async () => {
    const place = join(directory, "listed");
    await files.makeDirectory(join(place, "b"));
    await writeFile(join(place, "B"), "");
    await writeFile(join(place, "ä"), "");
    await symlink("b", join(place, "a"));
    assert.deepEqual(await files.list(place), [
      { name: "B", kind: "file" },
      { name: "a", kind: "link" },
      { name: "b", kind: "directory" },
      { name: "ä", kind: "file" },
    ]);
  });

  test("a write replaces the whole file, sets its mode and leaves no neighbour", async () => {
    const place = join(directory, "written");
    await files.makeDirectory(place);
    await files.write(join(place, "a"), "one");
    await files.write(join(place, "a"), "two", 0o600);
    assert.equal(Buffer.from(await files.read(join(place, "a"))).toString(), "two");
    assert.equal((await lstat(join(place, "a"))).mode & 0o777, 0o600);
    assert.equal((await files.list(place)).length, 1);
  });

  test("of many writers of a new file exactly one wins", async () => {
    const place = join(directory, "new");
    await files.makeDirectory(place);
    const path = join(place, "a");
    const wins = await Promise.all(Array.from({ length: 8 }, (_, n) => files.writeNew(path, `${n}`)));
    assert.equal(wins.filter(Boolean).length, 1);
    assert.equal(Buffer.from(await files.read(path)).toString(), String(wins.indexOf(true)));
    assert.equal((await files.list(place)).length, 1);
  });

  test("removing what is not there is not an error", async () => {
    await files.remove(join(directory, "never"));
  });
});

suite("processes", () => {
  const node = process.execPath;
  const cases = [
    { name: "output and code", args: ["-e", "console.log('out');console.error('err');process.exit(3)"] },
    { name: "input", args: ["-e", "process.stdin.pipe(process.stdout)"], input: "typed" },
    { name: "environment", args: ["-p", "process.env.LOCKKEEPER_PROBE"], env: { LOCKKEEPER_PROBE: "yes" } },
    { name: "time", args: ["-e", "setTimeout(()=>{}, 60000)"], timeoutMs: 200 },
    { name: "signal", args: ["-e", "process.kill(process.pid, 'SIGKILL')"] },
  ];
  const expected: Record<string, object> = {
    "output and code": { code: 3, stdout: "out\n", stderr: "err\n" },
    input: { code: 0, stdout: "typed", stderr: "" },
    environment: { code: 0, stdout: "yes\n", stderr: "" },
    time: { code: 124, stdout: "", stderr: "" },
    signal: { code: 137, stdout: "", stderr: "" },
  };
  for (const { name, args, ...options } of cases) {
    test(`a program is run and told about: ${name}`, async () => {
      assert.deepEqual(await processes.run(node, args, options), expected[name]);
    });
  }

  for (const [when, afterMs] of Object.entries({ "while it runs": 300, "before it starts": 0 })) {
    test(`a program is ended by a signal that fires ${when}`, async () => {
      const signal = afterMs === 0 ? AbortSignal.abort() : AbortSignal.timeout(afterMs);
      const result = await processes.run(node, ["-e", "setTimeout(()=>{}, 60000)"], { signal });
      assert.equal(result.code, 143);
    });
  }

  test("a missing program gives 127", async () => {
    assert.equal((await processes.run("lockkeeper-no-such-program", [])).code, 127);
  });

  test("a child that keeps the pipes open does not hold the caller", async () => {
    const started = clock.monotonicMs();
    const result = await processes.run("/bin/sh", ["-c", "echo begun; sleep 5 &"]);
    assert.equal(result.stdout, "begun\n");
    assert.ok(clock.monotonicMs() - started < 3000);
  });

  test("this process is alive, and the port offered is free", async () => {
    assert.equal(processes.isAlive(processes.pid), true);
    assert.equal(processes.isAlive(2 ** 22 + 1), false);
    assert.ok((await processes.freePort()) > 1023);
  });
});

test("a sleep ends early and quietly when its signal fires", async () => {
  const started = clock.monotonicMs();
  await clock.sleep(60_000, AbortSignal.timeout(50));
  assert.ok(clock.monotonicMs() - started < 5000);
});
