// The pipelines of this repository are found good, and each way to break them is found.

import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { suite, test } from "node:test";

import type { PolicyFile } from "../../src/policy/policy.ts";
import { judgePipelines } from "../policy/judge-pipelines.ts";

const ROOT = join(import.meta.dirname, "../..");
const DEPLOY = "ci/github/deploy.yml";
const CONTRACT = "ci/github/contract.yml";
const CHECK = "ci/github/check.yml";
const GITLAB = "ci/gitlab/lockkeeper.gitlab-ci.yml";

const scripts = globSync("scripts/*.sh", { cwd: ROOT }).map(read);

function read(path: string): PolicyFile {
  return { path, text: readFileSync(join(ROOT, path), "utf8") };
}

/** One way to break a pipeline: a piece of it, what comes in its place, and the rule that has to find it. */
interface Break {
  readonly title: string;
  readonly file: string;
  readonly from: string | RegExp;
  readonly to: string;
  readonly rule: string;
}

const BACKUP_STEP = "./scripts/lockkeeper.sh backup create --env production --receipt evidence/receipt.json";
const MIGRATE_NEEDS = "needs: [staging, backup]";

const BREAKS: readonly Break[] = [
  {
    title: "the backup comes after the migration",
    file: DEPLOY,
    from: /needs: approve\n([^]*?)needs: \[staging, backup\]/,
    to: "needs: migrate\n$1needs: [staging, approve]",
    rule: "backup-before-migrate",
  },
  {
    title: "the migration does not need the backup",
    file: DEPLOY,
    from: MIGRATE_NEEDS,
    to: "needs: [staging]",
    rule: "backup-before-migrate",
  },
  {
    title: "there is no backup at all",
    file: DEPLOY,
    from: BACKUP_STEP,
    to: "true",
    rule: "backup-before-migrate",
  },
  {
    title: "the backup is of staging",
    file: DEPLOY,
    from: BACKUP_STEP,
    to: BACKUP_STEP.replace("production", "staging"),
    rule: "receipt-required",
  },
  {
    title: "the backup is not proven",
    file: DEPLOY,
    from: BACKUP_STEP,
    to: `${BACKUP_STEP} --no-proof`,
    rule: "backup-before-migrate",
  },
  {
    title: "the migration runs although the backup failed",
    file: DEPLOY,
    from: MIGRATE_NEEDS,
    to: `${MIGRATE_NEEDS}\n    if: \${{ always() }}`,
    rule: "gate-skipped",
  },
  {
    title: "and then nothing is sure before it",
    file: DEPLOY,
    from: MIGRATE_NEEDS,
    to: `${MIGRATE_NEEDS}\n    if: \${{ !cancelled() }}`,
    rule: "backup-before-migrate",
  },
  {
    title: "the backup step may fail",
    file: DEPLOY,
    from: `run: ${BACKUP_STEP}`,
    to: `continue-on-error: true\n        run: ${BACKUP_STEP}`,
    rule: "gate-skipped",
  },
  {
    title: "the backup's failure is swallowed by the shell",
    file: DEPLOY,
    from: BACKUP_STEP,
    to: `${BACKUP_STEP} || true`,
    rule: "gate-skipped",
  },
  {
    title: "the backup depends on a condition",
    file: DEPLOY,
    from: `run: ${BACKUP_STEP}`,
    to: `if: \${{ vars.BACKUPS }}\n        run: ${BACKUP_STEP}`,
    rule: "backup-before-migrate",
  },
  {
    title: "production does not wait for staging",
    file: DEPLOY,
    from: /run: .*deploy staging.*/,
    to: "run: true",
    rule: "staging-before-production",
  },
  {
    title: "there is no receipt",
    file: DEPLOY,
    from: / \\\n +--receipt evidence.receipt.json/,
    to: "",
    rule: "receipt-required",
  },
  {
    title: "the receipt is another one",
    file: DEPLOY,
    from: "--receipt evidence/receipt.json --rehearsal",
    to: "--receipt evidence/old.json --rehearsal",
    rule: "receipt-required",
  },
  {
    title: "the receipt is not handed on",
    file: DEPLOY,
    from: /- uses: actions\/download-artifact[^]*?- name/,
    to: "- name",
    rule: "receipt-required",
  },
  {
    title: "production is changed by up",
    file: DEPLOY,
    from: "deploy production --phase expand",
    to: "up --env production",
    rule: "receipt-required",
  },
  {
    title: "the release does not wait for the migration",
    file: DEPLOY,
    from: "needs: migrate",
    to: "needs: staging",
    rule: "release-needs-migrate",
  },
  {
    title: "all phases run before the release",
    file: DEPLOY,
    from: "deploy production --phase expand",
    to: "deploy production",
    rule: "contract-after-release",
  },
  {
    title: "the job of the migration names no environment",
    file: DEPLOY,
    from: /(needs: \[staging, backup\][^]*?)\n\s+environment: production(?=\n)/,
    to: "$1",
    rule: "environment-missing",
  },
  {
    title: "runs end each other in the middle",
    file: DEPLOY,
    from: /(group: database-production\n\s+)cancel-in-progress: false\n\s+queue: max/,
    to: "$1cancel-in-progress: true",
    rule: "concurrency-limits",
  },
  {
    title: "nothing keeps two runs apart",
    file: DEPLOY,
    from: /\n\s+concurrency:\n\s+group: database-production\n\s+cancel-in-progress: false\n\s+queue: max(?=\n)/,
    to: "",
    rule: "concurrency-limits",
  },
  {
    title: "each branch has a group of its own",
    file: DEPLOY,
    from: "group: database-production",
    to: "group: database-${{ github.ref }}",
    rule: "concurrency-limits",
  },
  {
    title: "pull requests reach production",
    file: DEPLOY,
    from: "  workflow_dispatch:",
    to: "  workflow_dispatch:\n  pull_request:",
    rule: "production-on-pull-request",
  },
  {
    title: "an action is named by its tag",
    file: DEPLOY,
    from: /actions\/checkout@[0-9a-f]{40} # \S+/,
    to: "actions/checkout@v6",
    rule: "unpinned-uses",
  },
  {
    title: "the token may write everything",
    file: DEPLOY,
    from: "permissions: {}",
    to: "permissions: write-all",
    rule: "excessive-permissions",
  },
  {
    title: "nothing limits the token",
    file: CHECK,
    from: /permissions: \{\}\n|permissions:\n\s+contents: read\n/g,
    to: "",
    rule: "excessive-permissions",
  },
  {
    title: "a job has no limit of time",
    file: DEPLOY,
    from: /\n\s+timeout-minutes: 180(?=\n)/,
    to: "",
    rule: "timeout-missing",
  },
  {
    title: "GitHub does not know a word",
    file: CONTRACT,
    from: "runs-on:",
    to: "run-on:",
    rule: "definition-invalid",
  },
  {
    title: "the branch's name is put into the script",
    file: CHECK,
    from: 'check --base "$BASE"',
    to: 'check --base "${{ github.head_ref }}"',
    rule: "template-injection",
  },
  {
    title: "the contract comes without a receipt",
    file: CONTRACT,
    from: / \\\n +--receipt evidence.receipt.json/,
    to: "",
    rule: "receipt-required",
  },
  {
    title: "at GitLab the migration does not need the backup",
    file: GITLAB,
    from: MIGRATE_NEEDS,
    to: "needs: [staging]",
    rule: "backup-before-migrate",
  },
  {
    title: "at GitLab the backup may fail",
    file: GITLAB,
    from: "\nbackup:\n",
    to: "\nbackup:\n  allow_failure: true\n",
    rule: "gate-skipped",
  },
  {
    title: "at GitLab the migration always runs",
    file: GITLAB,
    from: "\nmigrate:\n",
    to: "\nmigrate:\n  when: always\n",
    rule: "gate-skipped",
  },
  {
    title: "at GitLab the receipt stays where it is",
    file: GITLAB,
    from: "paths: [evidence/]",
    to: "name: nothing",
    rule: "receipt-required",
  },
  {
    title: "at GitLab nothing keeps two runs apart",
    file: GITLAB,
    from: "  resource_group: database-production\n",
    to: "",
    rule: "concurrency-limits",
  },
  {
    title: "at GitLab a newer run ends an older one",
    file: GITLAB,
    from: "interruptible: false",
    to: "interruptible: true",
    rule: "concurrency-limits",
  },
  {
    title: "at GitLab all phases run before the release",
    file: GITLAB,
    from: "deploy production --phase expand",
    to: "deploy production",
    rule: "contract-after-release",
  },
  {
    title: "at GitLab the contract comes without a backup",
    file: GITLAB,
    from: "needs: [contract-staging, contract-backup]",
    to: "needs: [contract-staging]",
    rule: "backup-before-migrate",
  },
  {
    title: "at GitLab a need does not exist",
    file: GITLAB,
    from: "needs: [approve]",
    to: "needs: [aprove]",
    rule: "definition-invalid",
  },
  {
    title: "at GitLab a job is in no stage",
    file: GITLAB,
    from: "stage: migrate",
    to: "stage: migration",
    rule: "definition-invalid",
  },
];

suite("a broken pipeline is found", () => {
  for (const { title, file, from, to, rule } of BREAKS) {
    test(title, async () => {
      const { text } = read(file);
      const broken = text.replace(from, to);
      assert.notEqual(broken, text, "the piece to break is there");
      const { findings } = await judgePipelines([{ path: file, text: broken }, ...scripts]);
      const rules = findings.map((finding) => finding.rule);
      assert.ok(rules.includes(rule), `found: ${rules.join(", ")}`);
    });
  }
});

test("the pipelines of this repository have nothing to be found", async () => {
  const paths = globSync(["ci/**/*.yml", ".github/workflows/*.yml"], { cwd: ROOT });
  const { findings, files } = await judgePipelines([...paths.map(read), ...scripts]);
  assert.deepEqual(findings, []);
  assert.equal(files, 8);
});

test("the same pipelines through the scripts of each command have nothing to be found either", async () => {
  for (const path of [DEPLOY, CONTRACT, GITLAB]) {
    const { text } = read(path);
    const wrapped = text
      .replaceAll("./scripts/lockkeeper.sh deploy ", "./scripts/deploy.sh ")
      .replaceAll("./scripts/lockkeeper.sh backup create ", "bash scripts/backup.sh ");
    assert.notEqual(wrapped, text);
    const { findings } = await judgePipelines([{ path, text: wrapped }, ...scripts]);
    assert.deepEqual(findings, []);
    const broken = wrapped.replaceAll("bash scripts/backup.sh", "echo");
    const { findings: found } = await judgePipelines([{ path, text: broken }, ...scripts]);
    assert.ok(found.some(({ rule }) => rule === "backup-before-migrate"));
  }
});

test("what this repository runs are the definitions that others copy", () => {
  for (const name of ["check", "deploy", "contract"]) {
    assert.equal(read(`.github/workflows/${name}.yml`).text, read(`ci/github/${name}.yml`).text, name);
  }
});
