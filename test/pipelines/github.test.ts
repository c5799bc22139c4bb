// The workflows that this repository runs, executed from their own files against two PostgreSQL servers.

import assert from "node:assert/strict";
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test, type TestContext } from "node:test";

import {
  all,
  application,
  appliedOn,
  makeTeam,
  ROOT,
  startServers,
  withoutContract,
  type Team,
} from "./project.ts";
import { runWorkflow, type JobResult, type Surroundings } from "./runner.ts";

const workflow = (name: string): string => readFileSync(join(ROOT, `.github/workflows/${name}.yml`), "utf8");

async function surroundings(
  context: TestContext,
  team: Team,
  vars: Readonly<Record<string, string>> = {},
): Promise<Surroundings> {
  const common = {
    SMOKE_URL: await application(context),
    BACKUP_KEEP_COMMAND: `mkdir -p "${team.directory}/kept"; cp -R "$BACKUPS/." "${team.directory}/kept"`,
  };
  const environment = (name: string): Surroundings["environments"][string] => ({
    vars: { ...common, RELEASE_COMMAND: `echo ${name} >> "${team.directory}/released"`, ...vars },
    secrets: {
      STAGING_DATABASE_URL: team.staging,
      ...(name === "production" ? { PRODUCTION_DATABASE_URL: team.production } : {}),
    },
  });
  return {
    repository: team.repository,
    directory: team.directory,
    nodeModules: join(ROOT, "node_modules"),
    environments: { staging: environment("staging"), production: environment("production") },
    vars: { DEPLOYS: "on" },
    env: { LOCKKEEPER_SCRATCH_URL: team.staging },
  };
}

const resultsOf = (jobs: readonly JobResult[]): Readonly<Record<string, string>> =>
  Object.fromEntries(jobs.map(({ id, result }) => [id, result]));

const outputOf = (jobs: readonly JobResult[]): string =>
  jobs.map(({ id, output }) => `== ${id}\n${output}`).join("\n");

/** The servers' passwords, which no job may print. */
const passwordOf = ({ production, staging }: Team): RegExp =>
  new RegExp([production, staging].map((url) => new URL(url).password || "\u0000").join("|"));

test("the workflows of this repository, run on this machine", async (outer) => {
  const servers = await startServers(outer);

  await outer.test(
    "a deploy goes from staging to production, and the contract comes later",
    async (context) => {
      const team = await makeTeam(context, servers);
      const around = await surroundings(context, team);

      const jobs = await runWorkflow(workflow("deploy"), around);
      assert.ok(
        jobs.every(({ result }) => result === "success"),
        outputOf(jobs),
      );
      assert.deepEqual(
        jobs.map(({ id }) => id),
        ["staging", "staging-release", "staging-smoke", "approve", "backup", "migrate", "release", "smoke"],
      );
      assert.deepEqual(await appliedOn(team.staging), withoutContract(team));
      assert.deepEqual(await appliedOn(team.production), withoutContract(team));
      assert.equal(readFileSync(join(team.directory, "released"), "utf8"), "staging\nproduction\n");
      assert.ok(readdirSync(join(team.directory, "kept")).length > 0, "the backup is kept elsewhere");
      assert.match(jobs.find(({ id }) => id === "migrate")?.summary ?? "", /production/);
      for (const { output, summary } of jobs) assert.doesNotMatch(output + summary, passwordOf(team));

      const again = await runWorkflow(workflow("deploy"), around);
      assert.ok(
        again.every(({ result }) => result === "success"),
        outputOf(again),
      );

      const later = await runWorkflow(workflow("contract"), around);
      assert.ok(
        later.every(({ result }) => result === "success"),
        outputOf(later),
      );
      assert.deepEqual(await appliedOn(team.staging), all(team));
      assert.deepEqual(await appliedOn(team.production), all(team));
    },
  );

  await outer.test("what fails on staging never meets production", async (context) => {
    const team = await makeTeam(context, servers, {
      "migrations/20260403_090000_broken.sql":
        "-- Intent: a case.\n-- Application: none.\n\nalter table no_such_table add column a int;\n",
    });
    const jobs = await runWorkflow(workflow("deploy"), await surroundings(context, team));
    const { staging, ...others } = resultsOf(jobs);
    assert.equal(staging, "failure", outputOf(jobs));
    assert.deepEqual([...new Set(Object.values(others))], ["skipped"]);
    assert.deepEqual(await appliedOn(team.production), []);
  });

  await outer.test(
    "without its receipt production is not changed, and nothing runs after that",
    async (context) => {
      const team = await makeTeam(context, servers);
      const around = await surroundings(context, team, { BACKUP_KEEP_COMMAND: "rm evidence/receipt.json" });
      const jobs = await runWorkflow(workflow("deploy"), around);
      const { backup, migrate, release, smoke } = resultsOf(jobs);
      assert.deepEqual(
        { backup, migrate, release, smoke },
        { backup: "success", migrate: "failure", release: "skipped", smoke: "skipped" },
        outputOf(jobs),
      );
      assert.deepEqual(await appliedOn(team.production), []);
      assert.equal(readFileSync(join(team.directory, "released"), "utf8"), "staging\n");
    },
  );

  await outer.test("the receipt of another database does not open the gate", async (context) => {
    const team = await makeTeam(context, servers);
    const around = await surroundings(context, team, {
      STAGING_DATABASE_URL: team.staging,
      BACKUP_KEEP_COMMAND: `STAGING_DATABASE_URL='${team.staging}' ./scripts/backup.sh --env staging --receipt evidence/receipt.json`,
    });
    const jobs = await runWorkflow(workflow("deploy"), around);
    const { backup, migrate, release } = resultsOf(jobs);
    assert.deepEqual(
      { backup, migrate, release },
      { backup: "success", migrate: "failure", release: "skipped" },
    );
    assert.match(jobs.find(({ id }) => id === "migrate")?.output ?? "", /receipt|backup/i);
    assert.deepEqual(await appliedOn(team.production), []);
  });

  await outer.test(
    "without the team's own commands a deploy stops and says what is missing",
    async (context) => {
      const team = await makeTeam(context, servers);
      const jobs = await runWorkflow(
        workflow("deploy"),
        await surroundings(context, team, { RELEASE_COMMAND: "" }),
      );
      const { staging, "staging-release": release, approve } = resultsOf(jobs);
      assert.deepEqual(
        { staging, release, approve },
        { staging: "success", release: "failure", approve: "skipped" },
      );
      assert.match(outputOf(jobs), /RELEASE_COMMAND is not set/);
    },
  );

  await outer.test("where deploys are not switched on nothing runs", async (context) => {
    const team = await makeTeam(context, servers);
    const around = await surroundings(context, team);
    const jobs = await runWorkflow(workflow("deploy"), { ...around, vars: {} });
    assert.deepEqual([...new Set(Object.values(resultsOf(jobs)))], ["skipped"]);
    assert.ok(!existsSync(join(team.directory, "released")));
  });

  await outer.test(
    "a pull request is linted and rehearsed, and told about it in a comment",
    async (context) => {
      const team = await makeTeam(context, servers);
      const posted = join(team.directory, "posted");
      const bin = join(team.directory, "bin");
      mkdirSync(bin);
      // In the place of GitHub's program: it writes down what it is told to post.
      writeFileSync(
        join(bin, "gh"),
        `#!/usr/bin/env bash\necho "$*" >>"${posted}"\ncat "\${!#}" >>"${posted}"\n`,
      );
      chmodSync(join(bin, "gh"), 0o755);
      const around = await surroundings(context, team);
      const env = { ...around.env, PATH: `${bin}:${process.env["PATH"] ?? ""}` };

      const jobs = await runWorkflow(workflow("check"), { ...around, env }, ["infrastructure"]);
      assert.ok(
        jobs.every(({ result }) => result === "success"),
        outputOf(jobs),
      );
      const comment = readFileSync(posted, "utf8");
      assert.match(comment, /^pr comment 7 --repo team\/shop /);
      assert.match(comment, /add_nickname/);

      const fromFork = await runWorkflow(workflow("check"), { ...around, env, fork: "somebody/shop" }, [
        "infrastructure",
        "lint",
      ]);
      assert.equal(resultsOf(fromFork)["comment"], "skipped", "a fork has no right to write");
    },
  );
});
