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
  readonly dotEnv?: string;
  readonly yaml?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly given?: Given;
}

async function settingsFor(
  context: TestContext,
  { yaml, dotEnv, env = {}, given = {} }: Source,
): Promise<Settings> {
  const cwd = realpathSync(mkdtempSync(join(tmpdir(), "settings-")));
  context.after(() => rmSync(cwd, { recursive: true }));
  if (yaml !== undefined) writeFileSync(join(cwd, "lockkeeper.yaml"), yaml);
  if (dotEnv !== undefined) writeFileSync(join(cwd, ".env"), dotEnv);
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

test("what a backup is taken by is read, and RDS has one thing to copy", async (context) => {
  const yaml = "environments:\n  production:\n    url: postgres://db/app\n    rds-instance: shop\n";
  const source = { yaml: `pgbackrest-stanza: main\n${yaml}`, given: { env: "production" } };
  const { backups } = await settingsFor(context, source);
  assert.equal(backups.stanza, "main");
  assert.deepEqual(backups.rds, { kind: "instance", identifier: "shop" });
  await assert.rejects(
    settingsFor(context, { ...source, given: { ...source.given, rdsCluster: "shop" } }),
    /the key rds-instance and --rds-cluster name two things to copy/,
  );
});

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

/** An environment with one line of gates, on line 5. */
function gated(line: string): Source {
  return { yaml: `environments:\n  e:\n    url: a\n    gates:\n      ${line}\n`, given: { env: "e" } };
}

function secretBy(line: string): Source {
  return { yaml: `environments:\n  e:\n    ${line}\n`, given: { env: "e" } };
}

test("an address comes from a program, a file, or a variable of .env", async (context) => {
  const url = "postgres://app:secret@db/app";
  const program = await settingsFor(context, secretBy(`url-command: [printf, "  ${url}\\n"]`));
  assert.equal(program.target.kind === "url" && program.target.url, url);
  const path = join(realpathSync(mkdtempSync(join(tmpdir(), "secret-"))), "url");
  context.after(() => rmSync(path));
  writeFileSync(path, `${url}\n`);
  const file = await settingsFor(context, secretBy(`url-file: ${path}`));
  assert.equal(file.target.kind === "url" && file.target.url, url);
  const dotted = { ...secretBy("url: ${FROM_DOT_ENV}"), dotEnv: `FROM_DOT_ENV="${url}"\nROLE=x\n` };
  const fromDotEnv = await settingsFor(context, dotted);
  assert.equal(fromDotEnv.target.kind === "url" && fromDotEnv.target.url, url);
  const both = await settingsFor(context, { ...dotted, env: { FROM_DOT_ENV: "postgres://process/x" } });
  assert.equal(both.target.kind === "url" && both.target.url, "postgres://process/x");
});

test("a password in the file is warned of, and a variable in its place is not", async (context) => {
  const inline = await settingsFor(context, secretBy("url: postgres://app:hunter2@db/app"));
  assert.deepEqual(
    inline.warnings.map(({ code, line, message }) => [code, line, message.includes("hunter2")]),
    [["inline-secret", 3, false]],
  );
  const filled = { ...secretBy("url: postgres://app:${WORD}@db/app"), env: { WORD: "x" } };
  assert.deepEqual((await settingsFor(context, filled)).warnings, []);
});

test("gates are what the file says, on top of what protected asks for", async (context) => {
  const gatesOf = async (lines: string): Promise<unknown> =>
    (await settingsFor(context, { yaml: `environments:\n  e:\n    url: a\n${lines}`, given: { env: "e" } }))
      .target.environment?.gates;
  assert.equal(await gatesOf("    protected: true\n"), undefined);
  assert.deepEqual(await gatesOf("    gates:\n"), {});
  assert.deepEqual(await gatesOf("    gates: { lint: true }\n"), { lint: {} });
  assert.deepEqual(
    await gatesOf("    protected: true\n    gates: { staging: false, rehearsal: { max-age: 7d } }\n"),
    {
      ...{ lint: {}, health: {}, rehearsal: { maxAgeMs: 604_800_000 } },
      backup: { maxAgeMs: 3_600_000, proven: true, hashes: false },
    },
  );
});

test("the staging gate's address is only asked for when it is needed", async (context) => {
  const yaml =
    "environments:\n  live:\n    url: a\n    protected: true\n  staging:\n    url: ${STAGING_URL}\n";
  const { staging } = await settingsFor(context, { yaml, given: { env: "live" } });
  assert.equal(staging?.environment, "staging");
  await assert.rejects(staging.url(), { message: /yaml:6: The environment variable STAGING_URL is not set/ });
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
  [gated("lnt: true"), "bad-configuration", /yaml:5: There is no key `lnt` here\. Did you mean `lint`\?$/],
  [gated("staging: { fro: 1h }"), "bad-configuration", /yaml:5: There is no key `fro` here\./],
  [gated("staging: { for: soon }"), "bad-configuration", /yaml:5: `soon` is not a duration/],
  [gated("window: { zone: Mars/Base }"), "bad-configuration", /yaml:5: There is no time zone `Mars\/Base`/],
  [gated("window: { days: [monday] }"), "bad-configuration", /yaml:5: Invalid option/],
  [
    gated("window: { freezes: [{ from: 2026-12-20, to: 2026-12-19 }] }"),
    "bad-configuration",
    /It ends before it begins/,
  ],
  [
    { yaml: "environments:\n  e:\n    url: a\n    url-file: b\n", given: { env: "e" } },
    "bad-configuration",
    /yaml:4: There is `url` already/,
  ],
  [secretBy("url-file: nothing"), "bad-configuration", /cannot be read from .*nothing/],
  [
    secretBy("url-command: printf x"),
    "bad-configuration",
    /yaml:3: `url-command` takes a program and its arguments/,
  ],
  [
    secretBy('url-command: [sh, -c, "echo no vault >&2; exit 9"]'),
    "bad-configuration",
    /sh ended with 9\.\nno vault$/,
  ],
  [secretBy("url-command: [no-such-program-here]"), "bad-configuration", /ended with 127/],
  [secretBy('url-command: ["true"]'), "bad-configuration", /is empty/],
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
