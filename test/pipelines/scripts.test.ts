// The scripts that hold a team's own commands: they run them, fail with them, and say what is not set.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { test } from "node:test";

import { ROOT } from "./project.ts";

interface Case {
  readonly title: string;
  readonly script: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly status: number;
  readonly says: RegExp;
}

const NOBODY = "http://127.0.0.1:9/";

const CASES: readonly Case[] = [
  {
    title: "release runs the command",
    script: "release",
    env: { RELEASE_COMMAND: "echo out" },
    status: 0,
    says: /^out\n$/,
  },
  {
    title: "release fails with it",
    script: "release",
    env: { RELEASE_COMMAND: "exit 7" },
    status: 7,
    says: /^$/,
  },
  {
    title: "release stops at the first command that fails, in a pipe as well",
    script: "release",
    env: { RELEASE_COMMAND: "false | true\necho on" },
    status: 1,
    says: /^$/,
  },
  { title: "release says what is not set", script: "release", status: 2, says: /RELEASE_COMMAND is not set/ },
  {
    title: "keep-backup names the folder",
    script: "keep-backup",
    env: { BACKUP_KEEP_COMMAND: 'echo "$BACKUPS"', LOCKKEEPER_BACKUPS_DIR: "/backups" },
    status: 0,
    says: /^\/backups\n$/,
  },
  {
    title: "keep-backup says what is not set",
    script: "keep-backup",
    status: 2,
    says: /BACKUP_KEEP_COMMAND is not set/,
  },
  {
    title: "smoke-test gives up",
    script: "smoke-test",
    env: { SMOKE_URL: NOBODY, SMOKE_TRIES: "2", SMOKE_PAUSE: "0" },
    status: 1,
    says: /did not answer well in 2 tries/,
  },
  { title: "smoke-test says what is not set", script: "smoke-test", status: 2, says: /SMOKE_URL is not set/ },
];

for (const { title, script, env = {}, status, says } of CASES) {
  test(title, () => {
    const ran = spawnSync(join(ROOT, `scripts/${script}.sh`), [], {
      encoding: "utf8",
      env: { PATH: process.env["PATH"], ...env },
    });
    assert.equal(ran.status, status, ran.stderr);
    assert.match(ran.stdout + ran.stderr, says);
  });
}
