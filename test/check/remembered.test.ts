// What `check` has kept is only good while nothing has changed that it depends on. Each change here changes the verdict.

import assert from "node:assert/strict";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { hash } from "node:crypto";
import { delimiter, join } from "node:path";
import { test, type TestContext } from "node:test";

import { readSettings } from "../../src/config/config.ts";
import type { CheckOutcome } from "../../src/core/outcome.ts";
import type { Processes, World } from "../../src/core/world.ts";
import { checkProject } from "../../src/flow/check.ts";
import type { Journey } from "../../src/flow/journey.ts";
import { realWorld } from "../../src/world/world.ts";
import { ENV, LEAK, commit, git, repository, write } from "./project.ts";

const WORKFLOW = `on: push
permissions: {}
jobs:
  a:
    runs-on: ubuntu-24.04
    timeout-minutes: 5
    steps:
      - run: ./tool/build.sh
`;

const INSTANCE = (encrypted: boolean): string => `variable "encrypted" {
  type        = bool
  description = "Whether the data are encrypted."
}

resource "aws_db_instance" "a" {
  storage_encrypted = ${encrypted ? "var.encrypted" : "false"}
}
`;

/** A project that has something of everything, with a verdict kept. */
function projectOf(context: TestContext): string {
  const path = repository(context);
  write(path, ".gitignore", ".lockkeeper/\nbin/\n");
  write(path, ".github/workflows/a.yml", WORKFLOW);
  write(path, "tool/build.sh", "#!/bin/bash\necho a\n");
  write(path, "scripts/run", "#!/bin/sh\necho $1\n");
  write(path, "infra/main.tf", INSTANCE(true));
  write(path, "infra/production.tfvars", "encrypted = true\n");
  commit(path, "feat: have everything");
  return path;
}

/** What `check` comes to. In this process: each case asks three times. */
async function check(
  path: string,
  { env = {}, ...asked }: { env?: Readonly<Record<string, string>>; base?: string; anew?: true } = {},
): Promise<Pick<CheckOutcome, "findings" | "parts" | "problems"> & { readonly failed: string | undefined }> {
  const real = realWorld();
  const variables = { ...ENV, LOCKKEEPER_PROJECT: path, ...env };
  const processes: Processes = {
    ...real.processes,
    cwd: path,
    env: variables,
    run: (program, args, options) =>
      real.processes.run(program, args, { ...options, env: { ...variables, ...options?.env } }),
  };
  const world: World = { ...real, processes };
  const settings = await readSettings(world, {}, "1.0.0");
  const journey = { world, settings, signal: new AbortController().signal } as Journey;
  const { findings, parts = [], problems, failure } = await checkProject(journey, asked);
  return { findings, parts, problems, failed: failure?.code };
}

const CACHE = ".lockkeeper/cache";

/** A folder with git and no other program. */
function onlyGit(path: string): string {
  const bin = join(path, "bin");
  mkdirSync(bin, { recursive: true });
  for (const folder of (process.env["PATH"] ?? "").split(delimiter)) {
    const file = join(folder, "git");
    if (existsSync(file) && !existsSync(join(bin, "git"))) symlinkSync(file, join(bin, "git"));
  }
  return bin;
}

interface Change {
  readonly title: string;
  readonly change: (path: string) => void;
  readonly env?: (path: string) => Readonly<Record<string, string>>;
  readonly base?: string;
}

const CHANGES: readonly Change[] = [
  {
    title: "a workflow is edited",
    change: (path) => write(path, ".github/workflows/a.yml", WORKFLOW.replace("permissions: {}\n", "")),
  },
  {
    title: "a workflow is added",
    change: (path) =>
      write(path, ".github/workflows/b.yml", WORKFLOW.replace("ubuntu-24.04", "no such runner")),
  },
  {
    title: "a workflow is removed",
    change: (path) => unlinkSync(join(path, ".github/workflows/a.yml")),
  },
  {
    title: "a script that a pipeline calls is edited",
    change: (path) => write(path, "tool/build.sh", "if\n"),
  },
  {
    title: "a script that a pipeline calls is gone",
    change: (path) => unlinkSync(join(path, "tool/build.sh")),
  },
  {
    title: "a definition appears where there was none",
    change: (path) => write(path, ".gitlab-ci.yml", "a:\n  image: node\n  script: [echo]\n"),
  },
  {
    title: "a script without an ending is added",
    change: (path) => write(path, "scripts/other", "#!/bin/sh\nif\n"),
  },
  { title: "the infrastructure is edited", change: (path) => write(path, "infra/main.tf", INSTANCE(false)) },
  {
    title: "a value of an environment is edited",
    change: (path) => write(path, "infra/production.tfvars", "encrypted = 1, 2\n"),
  },
  {
    title: "an environment is added",
    change: (path) => write(path, "infra/staging.tfvars", "nothing = 1\n"),
  },
  {
    title: "a migration is edited",
    change: (path) => write(path, "migrations/20260101_090000_make_a.sql", "drop table a;\n"),
  },
  {
    title: "the configuration is edited",
    change: (path) => write(path, "lockkeeper.yaml", "migrations: other\n"),
  },
  {
    title: "a file with a secret is added",
    change: (path) => write(path, "a.txt", LEAK),
  },
  {
    title: "a file is no longer ignored",
    change: (path) => {
      write(path, "bin/a.txt", LEAK);
      write(path, ".gitignore", ".lockkeeper/\n");
    },
  },
  { title: "a commit is made", change: (path) => commit(path, "Wrong") },
  {
    title: "the base gets the commits of the branch",
    change: (path) => {
      git(path, "branch", "--force", "main", "HEAD");
    },
  },
  { title: "another base is named", change: () => undefined, base: "HEAD" },
  {
    title: "shellcheck is not there any more",
    change: () => undefined,
    env: (path) => ({ PATH: onlyGit(path) }),
  },
  { title: "shellcheck gets settings", change: (path) => write(path, ".shellcheckrc", "disable=SC2086\n") },
];

for (const { title, change, env = () => ({}), base } of CHANGES) {
  test(`it is found anew when ${title}`, async (context) => {
    const hasShellcheck = (process.env["PATH"] ?? "")
      .split(delimiter)
      .some((folder) => existsSync(join(folder, "shellcheck")));
    if (title.startsWith("shellcheck") && !hasShellcheck) return context.skip("shellcheck is not installed");
    const path = projectOf(context);
    const before = await check(path);
    change(path);
    const asked = { env: env(path), ...(base === undefined ? {} : { base }) };
    const after = await check(path, asked);
    rmSync(join(path, CACHE), { recursive: true });
    assert.deepEqual(after, await check(path, asked));
    assert.notDeepEqual(after, before);
  });
}

test("where nothing has changed, what was kept is told again", async (context) => {
  const path = projectOf(context);
  const first = await check(path);
  const kept = readdirSync(join(path, CACHE)).filter((name) => name !== ".gitignore");
  assert.deepEqual(kept, ["infrastructure", "lint", "pipelines", "secrets"]);
  const stamps = kept.map((name) => readFileSync(join(path, CACHE, name), "utf8"));
  assert.deepEqual(await check(path), first);
  assert.deepEqual(
    kept.map((name) => readFileSync(join(path, CACHE, name), "utf8")),
    stamps,
  );
});

test("where it is asked to, nothing that was kept is told", async (context) => {
  const path = projectOf(context);
  const first = await check(path);
  const file = join(path, CACHE, "pipelines");
  const [key = "", , body = ""] = readFileSync(file, "utf8").split("\n");
  const other = body.replace('"files":1', '"files":7');
  writeFileSync(file, `${key}\n${hash("sha256", other, "hex")}\n${other}`);
  const { parts } = await check(path);
  assert.equal(parts?.find(({ name }) => name === "pipelines")?.count, 7);
  assert.deepEqual(await check(path, { anew: true }), first);
});

test("a damaged answer, or one that somebody wrote into, is not believed", async (context) => {
  const path = projectOf(context);
  const first = await check(path);
  for (const name of ["infrastructure", "pipelines", "secrets"]) {
    const file = join(path, CACHE, name);
    const text = readFileSync(file, "utf8");
    for (const wrong of ["", text.slice(0, -1), text.replace('"files":', '"files":9')]) {
      writeFileSync(file, wrong);
      assert.deepEqual(await check(path), first);
    }
  }
});
