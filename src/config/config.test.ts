// Settings come from flags, environment variables and lockkeeper.yaml, in that order, and errors name the source.

import assert from "node:assert/strict";
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test, type TestContext } from "node:test";

import type { Settings } from "../core/settings.ts";
import type { World } from "../core/world.ts";
import { realWorld } from "../world/world.ts";
import { OPTIONS, readSettings, type Given } from "./config.ts";

interface Source {
  readonly yaml?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly given?: Given;
}

async function settingsFor(context: TestContext, { yaml, env = {}, given = {} }: Source): Promise<Settings> {
  const cwd = realpathSync(mkdtempSync(join(tmpdir(), "settings-")));
  context.after(() => rmSync(cwd, { recursive: true }));
  if (yaml !== undefined) writeFileSync(join(cwd, "lockkeeper.yaml"), yaml);
  const world = realWorld();
  const own: World = { ...world, processes: { ...world.processes, cwd, env } };
  return readSettings(own, given, "1.2.3");
}

const YAML = `\
lock-timeout: 2s
role: \${ROLE}
environments:
  staging:
    url: postgres://staging/app
    lock-timeout: 5s
    protected: true
`;
const ROLE = { ROLE: "owner" };

const ORDER: readonly (readonly [name: string, source: Source, lockTimeoutMs: number])[] = [
  ["the file", { yaml: YAML, env: ROLE }, 2000],
  ["a variable goes before the file", { yaml: YAML, env: { ...ROLE, LOCKKEEPER_LOCK_TIMEOUT: "3s" } }, 3000],
  [
    "a named environment goes before a variable",
    { yaml: YAML, env: { ...ROLE, LOCKKEEPER_LOCK_TIMEOUT: "3s" }, given: { env: "staging" } },
    5000,
  ],
  [
    "a flag goes before all",
    { yaml: YAML, env: { ...ROLE, LOCKKEEPER_ENV: "staging" }, given: { lockTimeout: "7s" } },
    7000,
  ],
  ["an empty variable is none", { yaml: YAML, env: { ...ROLE, LOCKKEEPER_LOCK_TIMEOUT: "" } }, 2000],
];

for (const [name, source, lockTimeoutMs] of ORDER) {
  test(`${name} decides`, async (context) => {
    const { limits, role } = await settingsFor(context, source);
    assert.equal(limits.lockTimeoutMs, lockTimeoutMs);
    assert.equal(role, "owner");
  });
}

test("an environment that is not asked for needs no variables", async (context) => {
  const yaml = "environments:\n  production:\n    url: ${PRODUCTION_URL}\n";
  assert.deepEqual((await settingsFor(context, { yaml })).target, { kind: "embedded" });
  const message = /yaml:3: The environment variable PRODUCTION_URL is not set/;
  await assert.rejects(settingsFor(context, { yaml, given: { env: "production" } }), { message });
});

test("the target is the environment's, the flag's, the first variable's, or the embedded server", async (context) => {
  const env = { ...ROLE, DATABASE_URL: "postgres://second/x", LOCKKEEPER_DATABASE_URL: "postgres://first/x" };
  const environment = { name: "staging", protected: true };
  const targets: readonly (readonly [Source, object])[] = [
    [{}, { kind: "embedded" }],
    [{ env }, { kind: "url", url: "postgres://first/x" }],
    [
      { env, given: { databaseUrl: " postgres://flag/x " } },
      { kind: "url", url: "postgres://flag/x" },
    ],
    [
      { yaml: YAML, env, given: { env: "staging" } },
      { kind: "url", url: "postgres://staging/app", environment },
    ],
  ];
  for (const [source, target] of targets)
    assert.deepEqual((await settingsFor(context, source)).target, target);
});

const WRONG: readonly (readonly [source: Source, code: string, message: RegExp])[] = [
  [
    { yaml: "lock-timout: 2s\n" },
    "bad-configuration",
    /lockkeeper\.yaml:1: .*Did you mean `lock-timeout`\?$/,
  ],
  [{ yaml: "a: 1\nb: [\n" }, "bad-configuration", /lockkeeper\.yaml:\d: /],
  [{ yaml: "- a\n" }, "bad-configuration", /must hold keys and values/],
  [
    { yaml: "environments:\n  e:\n    protected: 1\n" },
    "bad-configuration",
    /yaml:3: `protected` is true or false/,
  ],
  [
    { yaml: "role: ${NOT_SET}\n" },
    "bad-configuration",
    /yaml:1: The environment variable NOT_SET is not set/,
  ],
  [{ yaml: "environments:\n  e: {}\n", given: { env: "e" } }, "bad-configuration", /has no `url`/],
  [{ given: { env: "e" } }, "wrong-use", /There is no environment e/],
  [{ given: { databaseUrl: "" } }, "wrong-use", /^--database-url is empty/],
  [{ given: { lockTries: "x" } }, "wrong-use", /^--lock-tries: `x` is not a whole number/],
  [{ env: { LOCKKEEPER_WAIT: "5" } }, "wrong-use", /^LOCKKEEPER_WAIT: `5` is not a duration/],
  [{ env: { LOCKKEEPER_ALLOW_OUT_OF_ORDER: "maybe" } }, "wrong-use", /`maybe` is neither true nor false/],
];

test("what is wrong is said with the flag, the variable or the line it came from", async (context) => {
  for (const [source, code, message] of WRONG)
    await assert.rejects(settingsFor(context, source), { code, message });
});

test("every fallback of the table is a value that its option takes", async (context) => {
  const given = Object.fromEntries(
    Object.entries(OPTIONS).flatMap(([name, { fallback }]) =>
      fallback === undefined ? [] : [[name, fallback]],
    ),
  );
  const settings = await settingsFor(context, { given });
  assert.ok(settings.limits.lockTimeoutMs > 0);
});
