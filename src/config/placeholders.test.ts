// Values of placeholders come from flags, the environment and the top of lockkeeper.yaml, and secrets from outside of it.

import assert from "node:assert/strict";
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test, type TestContext } from "node:test";

import { Failure } from "../core/failure.ts";
import { redact } from "../core/redact.ts";
import type { World } from "../core/world.ts";
import { realWorld } from "../world/world.ts";
import { readSettings, type Given } from "./config.ts";

const YAML = `
placeholders:
  kept: top
  changed: top
  number: 3
environments:
  here:
    url: postgres://db/app
    placeholders:
      changed: \${FROM_OUTSIDE}
      from-env: { env: SECRET }
      from-file: { file: secret.txt }
      from-command: { command: [echo, said-secret] }
      missing: { env: NOBODY }
      short: { file: short.txt }
      lines: { command: [printf, 'first line\\nsecond line'] }
`;

/** Everything that the placeholders stand for; a failure as its message. */
async function valuesFor(
  context: TestContext,
  given: Given,
  yaml = YAML,
): Promise<Readonly<Record<string, string>>> {
  const cwd = realpathSync(mkdtempSync(join(tmpdir(), "placeholders-")));
  context.after(() => rmSync(cwd, { recursive: true }));
  writeFileSync(join(cwd, "lockkeeper.yaml"), yaml);
  writeFileSync(join(cwd, "secret.txt"), "file-secret\n");
  writeFileSync(join(cwd, "short.txt"), "abc");
  const world = realWorld();
  const env = { ...world.processes.env, SECRET: "env-secret", FROM_OUTSIDE: "outside" };
  const own: World = { ...world, processes: { ...world.processes, cwd, env } };
  const { placeholders } = await readSettings(own, given, "1.2.3");
  const values: Record<string, string> = {};
  for (const [name, placeholder] of placeholders ?? []) {
    values[name] =
      placeholder.kind === "plain"
        ? placeholder.text
        : await placeholder
            .read()
            .catch((error: unknown) => (error instanceof Failure ? error.message : "?"));
  }
  return values;
}

test("flags go before the environment, and that before the top", async (context) => {
  const given = { env: "here", placeholder: "number=4\nnew=a=b\nempty=" };
  const { kept, changed, number, new: fresh, empty } = await valuesFor(context, given);
  assert.deepEqual([kept, changed, number, fresh, empty], ["top", "outside", "4", "a=b", ""]);
});

test("secrets are read from outside and covered from then on", async (context) => {
  const values = await valuesFor(context, { env: "here" });
  assert.equal(values["from-env"], "env-secret");
  assert.equal(values["from-file"], "file-secret");
  assert.equal(values["from-command"], "said-secret");
  assert.equal(redact("env-secret, <file-secret> and said-secret!"), "***, <***> and ***!");
  assert.match(
    values["missing"] ?? "",
    /variable NOBODY is not set: it has the value of the placeholder missing/,
  );
  for (const name of ["short", "lines"])
    assert.match(values[name] ?? "", /is not one line of at least 4 characters/, name);
});

const REFUSED: Readonly<Record<string, readonly [yaml: string, says: RegExp]>> = {
  "a name that is none": ["placeholders: { 'a b': 1 }", /:1: `a b` is no name for a placeholder/],
  "a value of two lines": ['placeholders: { a: "b\\nc" }', /is one line/],
  "a source that is none": ["placeholders: { a: { vault: b } }", /There is no key `vault` here/],
  "two sources": ["placeholders: { a: { env: B, file: c } }", /comes from one place/],
  "a list": ["placeholders: [a]", /must hold keys and values/],
};

for (const [name, [yaml, says]] of Object.entries(REFUSED)) {
  test(`refused: ${name}`, async (context) => {
    await assert.rejects(valuesFor(context, {}, yaml), says);
  });
}

test("refused: a flag without a name or a sign", async (context) => {
  for (const placeholder of ["a", "=b", "a b=c"])
    await assert.rejects(valuesFor(context, { placeholder }), /is not a name, = and a value/);
});
