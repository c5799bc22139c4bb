// Snapshots of RDS through Amazon's own SDK, against an endpoint on this machine that answers as RDS documents it.
// No account is at hand: that RDS itself does so is not tested here.

import assert from "node:assert/strict";
import { registerHooks } from "node:module";
import { test, type TestContext } from "node:test";

import type { BackupOutcome } from "../../src/core/outcome.ts";
import type { BackupSettings } from "../../src/core/settings.ts";
import { createBackup } from "../../src/flow/backup/create.ts";
import { verifyBackup } from "../../src/flow/backup/list.ts";
import type { Journey } from "../../src/flow/journey.ts";
import { hurryingClock } from "../faults/runner.ts";
import { makeGround } from "./ground.ts";
import { startEndpoint, type Behaviour, type Endpoint } from "./rds-endpoint.ts";

const INSTANCE = { kind: "instance", identifier: "shop-production" } as const;
const CLUSTER = { kind: "cluster", identifier: "shop-production" } as const;

interface Taker {
  readonly take: (rds: BackupSettings["rds"]) => Promise<BackupOutcome>;
  readonly verify: () => Promise<BackupOutcome>;
  readonly said: readonly string[];
  /** Interrupts once a sentence like this is said. */
  readonly interruptAt: (pattern: RegExp) => void;
}

/** On a database of the test's servers, with a clock on which nobody waits. */
async function makeTaker(context: TestContext): Promise<Taker> {
  const ground = await makeGround(context);
  const { clock, hurry } = hurryingClock();
  hurry();
  const said: string[] = [];
  const stopping = new AbortController();
  let interruptAt: RegExp | undefined;
  const hear = (sentence: string): void => {
    said.push(sentence);
    if (interruptAt?.test(sentence) === true) stopping.abort();
  };
  const journey: Journey = {
    ...ground.journey,
    world: { ...ground.journey.world, clock },
    audience: { ...ground.journey.audience, progress: (sentence) => hear(sentence) },
    signal: stopping.signal,
  };
  const { directory } = ground;
  return {
    said,
    interruptAt: (pattern) => void (interruptAt = pattern),
    take: (rds) => {
      const backups = { ...journey.settings.backups, ...(rds === undefined ? {} : { rds }) };
      const settings = { ...journey.settings, backups };
      return createBackup({ ...journey, settings }, { ...ground.request, kind: "rds-snapshot" });
    },
    verify: () => verifyBackup(journey, { directory, id: undefined }),
  };
}

/** The names of snapshots in all requests. */
const namesIn = ({ requests }: Endpoint): ReadonlySet<string | undefined> =>
  new Set(
    requests.map((request) => request["DBSnapshotIdentifier"] ?? request["DBClusterSnapshotIdentifier"]),
  );

const KINDS = [
  {
    rds: INSTANCE,
    calls: ["CreateDBSnapshot", "DescribeDBSnapshots"],
    path: "snapshot",
    back: /restore-db-instance-from-db-snapshot/,
  },
  {
    rds: CLUSTER,
    calls: ["CreateDBClusterSnapshot", "DescribeDBClusterSnapshots"],
    path: "cluster-snapshot",
    back: /restore-db-cluster-from-snapshot.*create-db-instance/,
  },
] as const;

for (const { rds, calls, path, back } of KINDS) {
  test(`a snapshot of the ${rds.kind} is waited for under the one name that it was given`, async (context) => {
    const endpoint = await startEndpoint(context, {
      statuses: ["none", "creating", "creating", "available"],
    });
    const { take, verify, said } = await makeTaker(context);
    const { failure, backups } = await take(rds);
    assert.equal(failure, undefined);
    const [backup] = backups;
    const name = `shop-production-lockkeeper-${backup?.id.replaceAll("_", "-") ?? ""}`;
    assert.equal(backup?.place, `arn:aws:rds:eu-central-1:123456789012:${path}:${name}`);
    assert.equal(backup.proof, undefined, "nobody has restored it");
    assert.deepEqual([...namesIn(endpoint)], [name]);
    const [first, ...others] = endpoint.requests;
    assert.equal(first?.["Action"], calls[0]);
    assert.equal(first["DBInstanceIdentifier"] ?? first["DBClusterIdentifier"], "shop-production");
    assert.deepEqual(
      others.map(({ Action }) => Action),
      Array.from({ length: 4 }, () => calls[1]),
    );
    assert.ok(said.includes(`Waiting for the snapshot ${name}: creating, 40 %`));
    const verified = await verify();
    assert.match(verified.failure?.hint ?? "", back);
  });
}

test("a snapshot is made once where the answer to the request is lost", async (context) => {
  const endpoint = await startEndpoint(context, { statuses: ["available"], losesAnswer: true });
  const { take } = await makeTaker(context);
  const { failure } = await take(INSTANCE);
  assert.equal(failure, undefined);
  assert.equal(namesIn(endpoint).size, 1);
});

test("whoever interrupts the wait is told which snapshot goes on", async (context) => {
  const endpoint = await startEndpoint(context, { statuses: ["creating"] });
  const { take, interruptAt } = await makeTaker(context);
  interruptAt(/Waiting for the snapshot/);
  const { failure, backups } = await take(CLUSTER);
  assert.equal(failure?.code, "interrupted");
  const [name = ""] = namesIn(endpoint);
  assert.equal(failure.message, `Interrupted. RDS goes on with the snapshot ${name}.`);
  assert.deepEqual(backups, []);
});

const UNFIT: readonly (readonly [title: string, behaviour: Behaviour, said: RegExp])[] = [
  ["is not encrypted", { statuses: ["available"], encrypted: false }, /does not serve: it is not encrypted/],
  ["is older", { statuses: ["available"], olderMs: 300_000 }, /made at \S+Z, before this backup was begun/],
  ["is of another instance", { statuses: ["available"], source: "shop-staging" }, /it is of shop-staging/],
  ["fails", { statuses: ["creating", "failed"] }, /its status is failed/],
  ["never becomes available", { statuses: ["creating"] }, /not become available within six hours/],
  [
    "may not be made",
    { statuses: [], refuses: ["AccessDenied", "Not you."] },
    /RDS did not do it: AccessDenied: Not you/,
  ],
];

for (const [title, behaviour, said] of UNFIT) {
  test(`a snapshot that ${title} is refused`, async (context) => {
    await startEndpoint(context, behaviour);
    const { take } = await makeTaker(context);
    const { failure, backups } = await take(INSTANCE);
    assert.equal(failure?.code, "server-refused");
    assert.match(failure.message, said);
    assert.deepEqual(backups, []);
  });
}

test("nothing is asked of RDS without an instance, and without its SDK the way to it is told", async (context) => {
  const { take } = await makeTaker(context);
  const unset = await take(undefined);
  assert.equal(unset.failure?.code, "bad-configuration");
  const hooks = registerHooks({
    resolve: (specifier, where, next) =>
      next(specifier.replace(/^@aws-sdk\/client-rds$/, "@aws-sdk/absent"), where),
  });
  context.after(() => hooks.deregister());
  const { failure } = await take(INSTANCE);
  assert.equal(failure?.code, "not-found");
  assert.match(failure.hint ?? "", /npm install @aws-sdk\/client-rds/);
});
