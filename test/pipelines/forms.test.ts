// The forms for Kubernetes, Argo CD and ECS: their commands are run in their order, and the script for ECS as it is.

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite, test } from "node:test";

import { parseAllDocuments } from "yaml";
import { z } from "zod";

import { testDirectory } from "../support/server.ts";
import { appliedOn, makeTeam, ROOT, startServers, withoutContract, type Team } from "./project.ts";

const container = z.object({
  name: z.string(),
  image: z.string(),
  command: z.array(z.string()),
  args: z.array(z.string()).default([]),
});
const manifest = z.object({
  kind: z.literal("Job"),
  metadata: z.object({ annotations: z.record(z.string(), z.string()).default({}) }),
  spec: z.object({
    backoffLimit: z.literal(0),
    template: z.object({
      spec: z.object({
        restartPolicy: z.literal("Never"),
        initContainers: z.array(container).default([]),
        containers: z.tuple([container]),
      }),
    }),
  }),
});
const WAVE = "argocd.argoproj.io/sync-wave";

/** The commands of a file, in the order in which the cluster runs them. */
function commandsIn(path: string): readonly (readonly string[])[] {
  const documents = parseAllDocuments(readFileSync(join(ROOT, path), "utf8"));
  const jobs = [...documents].map((document) => manifest.parse(document.toJS()));
  const waves = jobs.toSorted(
    (a, b) => Number(a.metadata.annotations[WAVE] ?? 0) - Number(b.metadata.annotations[WAVE] ?? 0),
  );
  return waves.flatMap(({ spec: { template } }) =>
    [...template.spec.initContainers, ...template.spec.containers].map(({ command, args }) => [
      ...command,
      ...args,
    ]),
  );
}

/** Runs a command as its container does, with the mounted folders in the team's directory. */
function run([program = "", ...words]: readonly string[], team: Team): void {
  assert.equal(program, "lockkeeper");
  const args = words.map((word) => word.replace(/^\/(evidence|backups)/, `${team.directory}/$1`));
  execFileSync(join(team.repository, "scripts/lockkeeper.sh"), args, {
    cwd: team.repository,
    stdio: "pipe",
    env: {
      PATH: process.env["PATH"],
      HOME: team.directory,
      STAGING_DATABASE_URL: team.staging,
      PRODUCTION_DATABASE_URL: team.production,
      LOCKKEEPER_SCRATCH_URL: team.staging,
    },
  });
}

test("what runs in a cluster migrates production", async (outer) => {
  const servers = await startServers(outer);
  for (const path of ["ci/kubernetes/migrate-job.yaml", "ci/argocd/presync.yaml"]) {
    await outer.test(path, async (context) => {
      const team = await makeTeam(context, servers);
      symlinkSync(join(ROOT, "node_modules"), join(team.repository, "node_modules"));
      run(["lockkeeper", "deploy", "staging", "--phase", "expand"], team);
      const commands = commandsIn(path);
      assert.deepEqual(
        commands.map(([, word]) => word),
        ["rehearse", "backup", "deploy"],
      );
      assert.throws(() => run(commands.at(-1) ?? [], team), "nothing is applied without the receipt");
      assert.deepEqual(await appliedOn(team.production), []);
      for (const command of commands) run(command, team);
      assert.deepEqual(await appliedOn(team.production), withoutContract(team));
    });
  }
});

/** A program in the place of `aws`, which answers as it does and writes down how it was called. */
const AWS = `#!/usr/bin/env bash
printf '%s\\n' "$*" >>"$AWS_LOG"
case "$2" in
  run-task) echo "$AWS_TASK" ;;
  wait) [[ $(grep -c '^ecs wait' "$AWS_LOG") -gt $AWS_WAITS ]] ;;
  describe-tasks) if [[ $* == *stoppedReason* ]]; then echo "no such image"; else echo "$AWS_CODE"; fi ;;
esac
`;
const TASK = "arn:aws:ecs:eu-central-1:123456789012:task/shop/0123";

suite("a task of ECS", () => {
  const CASES = [
    { title: "ends with the code of its container", answers: { AWS_CODE: "0" }, status: 0 },
    { title: "that the tool refuses ends with 3", answers: { AWS_CODE: "3" }, status: 3 },
    {
      title: "is waited for longer than the waiter waits",
      answers: { AWS_CODE: "0", AWS_WAITS: "2" },
      status: 0,
    },
    { title: "that never ran fails", answers: { AWS_CODE: "None" }, status: 1, says: /no such image/ },
    {
      title: "that was not started fails",
      answers: { AWS_TASK: "None", AWS_CODE: "0" },
      status: 1,
      says: /no task was started/,
    },
    {
      title: "that never ends is given up",
      answers: { AWS_CODE: "0", AWS_WAITS: "99", ECS_MINUTES: "0" },
      status: 1,
      says: /still runs/,
    },
  ];
  for (const { title, answers, status, says } of CASES) {
    test(title, async (context) => {
      const directory = await testDirectory(context);
      mkdirSync(join(directory, "bin"));
      writeFileSync(join(directory, "bin/aws"), AWS);
      chmodSync(join(directory, "bin/aws"), 0o755);
      const log = join(directory, "log");
      const ran = spawnSync(
        join(ROOT, "ci/ecs/run-task.sh"),
        ["lockkeeper", "deploy", "production", "--reason", 'a "b"'],
        {
          encoding: "utf8",
          env: {
            ...{
              PATH: `${directory}/bin:${process.env["PATH"] ?? ""}`,
              AWS_LOG: log,
              AWS_WAITS: "0",
              AWS_TASK: TASK,
            },
            ...{
              ECS_CLUSTER: "shop",
              ECS_TASK_DEFINITION: "lockkeeper-production",
              ECS_SUBNETS: "subnet-1,subnet-2",
            },
            ...{ ECS_SECURITY_GROUPS: "sg-1", ...answers },
          },
        },
      );
      assert.equal(ran.status, status, ran.stderr);
      assert.match(ran.stderr, says ?? /^$/);
      const calls = readFileSync(log, "utf8").trim().split("\n");
      assert.equal(calls.filter((call) => call.startsWith("ecs run-task")).length, 1, "it is started once");
      assert.match(calls[0] ?? "", /"command":\["lockkeeper","deploy","production","--reason","a \\"b\\""\]/);
      for (const call of calls.slice(1)) assert.ok(call.includes(TASK), call);
    });
  }
});

test("the task definition of ECS has the container that the script speaks of", () => {
  const definition = z
    .object({
      containerDefinitions: z.tuple([
        z.object({ name: z.literal("lockkeeper"), essential: z.literal(true) }),
      ]),
    })
    .safeParse(JSON.parse(readFileSync(join(ROOT, "ci/ecs/task-definition.json"), "utf8")));
  assert.ok(definition.success, definition.error?.message);
});
