// The definition for GitLab, run by gitlab-ci-local in the shell of this machine against two PostgreSQL servers.

import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test, type TestContext } from "node:test";

import { stringify } from "yaml";

import {
  all,
  application,
  appliedOn,
  execGit,
  makeTeam,
  ROOT,
  startServers,
  withoutContract,
  type Team,
} from "./project.ts";

const PROGRAM = join(ROOT, "node_modules/.bin/gitlab-ci-local");
const DEFINITION = "ci/gitlab/lockkeeper.gitlab-ci.yml";
const RUN_MS_MAX = 600_000;

const FILES = {
  [DEFINITION]: readFileSync(join(ROOT, DEFINITION), "utf8"),
  ".gitlab-ci.yml": `include:\n  - local: ${DEFINITION}\n`,
};

interface Run {
  readonly code: number | null;
  readonly output: string;
}

/** The job that waits for a person, by the phase. */
const APPROVALS = { expand: "approve", contract: "contract-approve" };

/** Runs the pipeline of the main branch, with the approval given. */
function runPipeline({ repository }: Team, phase: "expand" | "contract"): Promise<Run> {
  const given = ["--variable", `PHASE=${phase}`, "--manual", APPROVALS[phase]];
  const child = spawn(PROGRAM, ["--force-shell-executor", ...given], {
    cwd: repository,
    env: { PATH: process.env["PATH"], HOME: repository, NO_COLOR: "1" },
    timeout: RUN_MS_MAX,
  });
  let output = "";
  child.stdout.on("data", (piece: Buffer) => (output += piece.toString()));
  child.stderr.on("data", (piece: Buffer) => (output += piece.toString()));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, output }));
  });
}

async function prepare(context: TestContext, team: Team): Promise<void> {
  symlinkSync(join(ROOT, "node_modules"), join(team.repository, "node_modules"));
  execGit(team.repository, "remote", "add", "origin", "git@gitlab.example:team/shop.git");
  const variables = {
    DEPLOYS: "on",
    STAGING_DATABASE_URL: team.staging,
    PRODUCTION_DATABASE_URL: team.production,
    LOCKKEEPER_SCRATCH_URL: team.staging,
    RELEASE_COMMAND: `echo "$CI_JOB_NAME" >> "${team.directory}/released"`,
    BACKUP_KEEP_COMMAND: "true",
    SMOKE_URL: await application(context),
  };
  writeFileSync(join(team.repository, ".gitlab-ci-local-variables.yml"), stringify(variables));
}

/** gitlab-ci-local copies the project with it, also where no container is used. */
const skip = spawnSync("rsync", ["--version"]).status === 0 ? false : "rsync is not installed";

test("the definition for GitLab, run on this machine", { skip }, async (outer) => {
  const servers = await startServers(outer);

  await outer.test(
    "a deploy goes from staging to production, and the contract comes later",
    async (context) => {
      const team = await makeTeam(context, servers, FILES);
      await prepare(context, team);

      const { code, output } = await runPipeline(team, "expand");
      assert.equal(code, 0, output);
      assert.deepEqual(await appliedOn(team.staging), withoutContract(team), output);
      assert.deepEqual(await appliedOn(team.production), withoutContract(team), output);
      assert.equal(readFileSync(join(team.directory, "released"), "utf8"), "staging-release\nrelease\n");

      const later = await runPipeline(team, "contract");
      assert.equal(later.code, 0, later.output);
      assert.deepEqual(await appliedOn(team.production), all(team), later.output);
    },
  );

  await outer.test("what fails on staging never meets production", async (context) => {
    const team = await makeTeam(context, servers, {
      ...FILES,
      "migrations/20260403_090000_broken.sql":
        "-- Intent: a case.\n-- Application: none.\n\nalter table no_such_table add column a int;\n",
    });
    await prepare(context, team);
    const { code, output } = await runPipeline(team, "expand");
    assert.notEqual(code, 0);
    assert.match(output, /no_such_table/);
    assert.deepEqual(await appliedOn(team.production), []);
  });
});
