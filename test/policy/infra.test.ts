// This repository's own infrastructure holds together, and what counts as HCL is what Terraform takes for it.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { checkInfrastructure, type PolicyFile } from "../../src/policy/policy.ts";
import { readHcl } from "../../src/policy/infra/terraform/hcl/hcl.ts";

const ROOT = join(import.meta.dirname, "../..");
const TERRAFORM = spawnSync("terraform", ["version"]).status === 0;

const ownFiles = (): readonly PolicyFile[] =>
  globSync("infra/**/*.{tf,tfvars,tftest.hcl,yaml,json}", { cwd: ROOT }).map((path) => ({
    path,
    text: readFileSync(join(ROOT, path), "utf8"),
  }));

test("nothing is found in infra/", async () => {
  const { findings, files } = await checkInfrastructure(ownFiles());
  assert.deepEqual(findings, []);
  assert.ok(files > 40);
});

/** One change of infra/ each, and the rule that finds it. */
const DEFECTS: readonly (readonly [file: string, from: string, to: string, rule: string])[] = [
  [
    "infra/terraform/modules/database/main.tf",
    "storage_encrypted     = true",
    "storage_encrypted     = false",
    "database-encrypted",
  ],
  [
    "infra/terraform/modules/database/main.tf",
    '"rds.force_ssl"                       = { value = "1"',
    '"rds.force_ssl"                       = { value = "0"',
    "database-force-ssl",
  ],
  [
    "infra/terraform/environments/production/terraform.tfvars",
    "multi_az              = true",
    "multi_az              = false",
    "database-multi-az",
  ],
  [
    "infra/terraform/environments/production/terraform.tfvars",
    "backup_retention_days = 35",
    "backup_retention_days = 2",
    "database-backup-retention",
  ],
  ["infra/terraform/environments/staging/terraform.tfvars", "work_gib  ", "work_gb  ", "terraform-value"],
  ["infra/terraform/modules/stack/main.tf", "module.key.arn", "module.key.arm", "terraform-undeclared"],
  ["infra/terraform/modules/pipeline/main.tf", "environment:${var.environment}", "*", "pipeline-subject"],
  [
    "infra/cloudformation/database.yaml",
    "StorageEncrypted: true",
    "StorageEncryptd: true",
    "cloudformation-property",
  ],
  [
    "infra/cloudformation/deploy.yaml",
    "!GetAtt StartRole.Arn",
    "!GetAtt StartRol.Arn",
    "cloudformation-reference",
  ],
  [
    "infra/cloudformation/parameters/production/database.json",
    '"MultiAz": "true"',
    '"MultiAz": "false"',
    "database-multi-az",
  ],
];

for (const [file, from, to, rule] of DEFECTS) {
  test(`finds in ${file}: ${to.trim()} (${rule})`, async () => {
    const files = ownFiles();
    assert.ok(files.some(({ path, text }) => path === file && text.includes(from)));
    const { findings } = await checkInfrastructure(
      files.map((one) => (one.path === file ? { ...one, text: one.text.replace(from, to) } : one)),
    );
    assert.ok(
      findings.some((finding) => finding.rule === rule),
      JSON.stringify(findings.map((one) => one.rule)),
    );
  });
}

const PIECES = [
  "{",
  "}",
  "(",
  ")",
  "[",
  "]",
  '"',
  "=",
  ",",
  "\n",
  ".",
  "${",
  "%{",
  "#",
  "1",
  "a",
  "?",
  ":",
  "<<E\n",
  "\\",
];

/** Pieces of our files with one thing left out or put in, chosen by a number that is always the same. */
function damaged(count: number): readonly string[] {
  const texts = ownFiles().flatMap(({ path, text }) => (/\.tf(?:vars)?$/.test(path) ? [text] : []));
  let seed = 7;
  const next = (below: number): number => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((seed / 2_147_483_648) * below);
  };
  return Array.from({ length: count }, () => {
    const text = texts[next(texts.length)] ?? "";
    const at = next(text.length);
    const piece = PIECES[next(PIECES.length)] ?? "";
    return next(2) === 0
      ? text.slice(0, at) + text.slice(at + 1 + next(3))
      : text.slice(0, at) + piece + text.slice(at);
  });
}

test(
  "takes and refuses the same texts as terraform",
  { skip: !TERRAFORM && "terraform is not installed" },
  () => {
    const folder = mkdtempSync(join(tmpdir(), "lockkeeper-hcl-"));
    try {
      const texts = damaged(300);
      for (const [index, text] of texts.entries()) writeFileSync(join(folder, `f${index}.tf`), text);
      const { stderr } = spawnSync("terraform", ["fmt", "-check", "-list=false", "-no-color", folder], {
        encoding: "utf8",
        maxBuffer: 64 * 1024 * 1024,
        env: { ...process.env, CHECKPOINT_DISABLE: "1" },
      });
      const refused = new Set([...stderr.matchAll(/f(\d+)\.tf line/g)].map(([, number]) => Number(number)));
      const ours = texts.flatMap((text, index) => (readHcl(text).errors.length > 0 ? [index] : []));
      assert.ok(refused.size > 50);
      assert.deepEqual(
        ours,
        [...refused].toSorted((a, b) => a - b),
      );
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
);
