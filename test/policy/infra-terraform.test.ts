// What this check says of infra/terraform, and what Terraform itself says of it: the same, but for what is written here.

import assert from "node:assert/strict";
import { execFile, spawnSync } from "node:child_process";
import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { suite, test } from "node:test";
import { promisify } from "node:util";

import { checkInfrastructure, type PolicyFile } from "../../src/policy/policy.ts";
import { DEFECTS } from "./terraform-defects.ts";
import { serveProvider, type Served } from "./terraform-provider.ts";

const ROOT = join(import.meta.dirname, "../../infra/terraform");
const skip =
  spawnSync("terraform", ["version"]).status === 0 ? false : "terraform is not installed on this machine";

const OWN: readonly PolicyFile[] = globSync("**/*.{tf,tfvars,tftest.hcl,tfbackend}", { cwd: ROOT }).map(
  (path) => ({ path: `infra/terraform/${path}`, text: readFileSync(join(ROOT, path), "utf8") }),
);

const FOLDERS = globSync("**/*.tf", { cwd: ROOT }).map(dirname);
const TESTED = globSync("**/*.tftest.hcl", { cwd: ROOT }).map((path) => dirname(dirname(path)));

suite("infra check and terraform", { skip }, () => {
  test("terraform takes the whole schema that is shipped, and finds nothing in production", async () => {
    await using provider = await serveProvider();
    using copy = copyOf(provider);
    await copy.prepare("environments/production");
    assert.equal(await copy.judge("environments/production"), "passes");
  });

  test("of the clean definitions both find nothing, and their own tests pass", async () => {
    await using provider = await serveProvider(isUsed);
    using copy = copyOf(provider);
    assert.deepEqual((await checkInfrastructure(OWN)).findings, []);
    for (const folder of new Set(FOLDERS)) {
      await copy.prepare(folder);
      assert.equal(await copy.judge(folder), "passes", folder);
    }
    assert.ok(TESTED.length > 4);
    for (const folder of TESTED) {
      const { code, output } = await copy.run(folder, "test");
      assert.equal(code, 0, output);
      assert.match(output, /Success! [1-9]\d* passed, 0 failed/);
    }
  });

  test(`says the same as terraform of ${DEFECTS.length} defects`, async () => {
    await using provider = await serveProvider(isUsed);
    using copy = copyOf(provider);
    for (const folder of new Set(DEFECTS.map(({ file }) => dirname(file)))) await copy.prepare(folder);
    for (const { file, from, to, rule, terraform } of DEFECTS) {
      const title = `${file}: ${JSON.stringify(from)} is ${JSON.stringify(to)}`;
      assert.ok(readFileSync(join(ROOT, file), "utf8").includes(from), `not there any more: ${title}`);
      const rules = await rulesOn(file, from, to);
      if (rule === undefined) assert.deepEqual([...rules], [], title);
      else assert.ok(rules.has(rule), `${title}: ${rule} is not in ${[...rules].join(", ")}`);
      copy.change(file, from, to);
      assert.equal(await copy.judge(dirname(file)), terraform.replace(/:.*/, ""), title);
      copy.restore(file);
    }
  });
});

async function rulesOn(file: string, from: string, to: string): Promise<ReadonlySet<string>> {
  const { findings } = await checkInfrastructure(
    OWN.map((one) =>
      one.path === `infra/terraform/${file}` ? { ...one, text: one.text.replace(from, () => to) } : one,
    ),
  );
  return new Set(findings.map(({ rule }) => rule));
}

/** Only what the definitions speak of is served: that makes each look four times as fast. */
const isUsed = (type: string): boolean => OWN.some(({ text }) => text.includes(`"${type}"`));

interface Copy extends Disposable {
  change(file: string, from: string, to: string): void;
  restore(file: string): void;
  run(
    folder: string,
    ...args: readonly string[]
  ): Promise<{ readonly code: number; readonly output: string }>;
  prepare(folder: string): Promise<void>;
  judge(folder: string): Promise<"refuses" | "passes">;
}

const TERRAFORM_MS_MAX = 60_000;

/** A copy of the definitions, in which Terraform may write. */
function copyOf({ environment }: Served): Copy {
  const copy = mkdtempSync(join(tmpdir(), "lockkeeper-terraform-"));
  cpSync(ROOT, copy, { recursive: true });
  const env = { ...process.env, CHECKPOINT_DISABLE: "1", TF_CLI_CONFIG_FILE: "/dev/null", ...environment };
  const run: Copy["run"] = async (folder, ...args) => {
    try {
      const { stdout } = await promisify(execFile)(
        "terraform",
        [`-chdir=${join(copy, folder)}`, ...args, "-no-color"],
        { env, timeout: TERRAFORM_MS_MAX },
      );
      return { code: 0, output: stdout };
    } catch (error) {
      const { code, stdout = "", stderr = "" } = error as { code?: number; stdout?: string; stderr?: string };
      return { code: code ?? -1, output: stdout + stderr };
    }
  };
  return {
    run,
    change: (file, from, to) => {
      const path = join(copy, file);
      writeFileSync(
        path,
        readFileSync(path, "utf8").replace(from, () => to),
      );
    },
    restore: (file) => cpSync(join(ROOT, file), join(copy, file)),
    prepare: async (folder) => {
      const { code, output } = await run(folder, "init", "-backend=false", "-input=false");
      assert.equal(code, 0, output);
    },
    judge: async (folder) => ((await run(folder, "validate")).code === 0 ? "passes" : "refuses"),
    [Symbol.dispose]: () => rmSync(copy, { recursive: true, force: true }),
  };
}
