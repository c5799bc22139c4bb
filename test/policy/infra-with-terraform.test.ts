// `infra check --with-terraform`: what terraform says comes as findings, and nothing is left behind.

import assert from "node:assert/strict";
import { execFile, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { suite, test } from "node:test";
import { promisify } from "node:util";

import { serveProvider } from "./terraform-provider.ts";

const MAIN = join(import.meta.dirname, "../../src/cli/main.ts");
const skip =
  spawnSync("terraform", ["version"]).status === 0 ? false : "terraform is not installed on this machine";

const VPC = `terraform {
  required_version = "~> 1.11"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "6.66.0"
    }
  }
}

variable "block" {
  type        = string
  description = "Addresses."
}

resource "aws_vpc" "this" {
  cidr_block = var.block
}
`;
const MOCKED = `mock_provider "aws" {}

variables {
  block = "10.0.0.0/16"
}

run "has_its_block" {
  command = plan

  assert {
    condition     = aws_vpc.this.cidr_block == "10.0.0.0/8"
    error_message = "The network has its block."
  }
}
`;

interface Answer {
  readonly findings: readonly { rule: string; file?: string; line?: number; message: string }[];
  readonly problems: readonly { code: string }[];
}

interface Case {
  readonly title: string;
  readonly files: Readonly<Record<string, string>>;
  /** `rule file:line` of those that terraform says. */
  readonly said: readonly string[];
  readonly problems?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

const CASES: readonly Case[] = [
  {
    title: "a function that is none, which only terraform knows",
    files: { "vpc/main.tf": VPC.replace("var.block", "shorten(var.block)") },
    said: ["terraform-validate vpc/main.tf:18"],
  },
  {
    title: "what is refused in our words is not told twice",
    files: { "vpc/main.tf": VPC.replace("var.block", "var.blok") },
    said: [],
  },
  {
    title: "a file that terraform fmt would write otherwise",
    files: { "vpc/main.tf": VPC.replace("cidr_block = ", "cidr_block    = ") },
    said: ["terraform-format vpc/main.tf:"],
  },
  {
    title: "a test that fails, with a mock for its provider",
    files: { "vpc/main.tf": VPC, "vpc/tests/vpc.tftest.hcl": MOCKED },
    said: ["terraform-test vpc/tests/vpc.tftest.hcl:11"],
  },
  {
    title: "a test without a mock is not run",
    files: { "vpc/main.tf": VPC, "vpc/tests/vpc.tftest.hcl": MOCKED.replace(/^mock.*\n/, "") },
    said: [],
    problems: ["terraform-untested"],
  },
  {
    title: "a test of what runs a program is not run",
    files: {
      "vpc/main.tf": VPC.replace(
        "= var.block\n",
        '= var.block\n\n  provisioner "local-exec" {\n    command = "false"\n  }\n',
      ),
      "vpc/tests/vpc.tftest.hcl": MOCKED,
    },
    said: [],
    problems: ["terraform-untested"],
  },
  {
    title: "a module that another folder calls is looked at once",
    files: {
      "vpc/main.tf": VPC.replace("var.block", "shorten(var.block)"),
      "main.tf": 'module "vpc" {\n  source = "./vpc"\n  block  = "10.0.0.0/16"\n}\n',
    },
    said: ["terraform-validate vpc/main.tf:18"],
  },
  {
    title: "a provider that cannot be had",
    files: { "vpc/main.tf": VPC.replace("var.block", "shorten(var.block)") },
    said: [],
    problems: ["terraform-unprepared"],
    env: { TF_REATTACH_PROVIDERS: "", HTTPS_PROXY: "http://127.0.0.1:1" },
  },
  {
    title: "terraform is not installed",
    files: { "vpc/main.tf": VPC.replace("var.block", "shorten(var.block)") },
    said: [],
    problems: ["terraform-missing"],
    env: { PATH: dirname(process.execPath) },
  },
];

suite("infra check --with-terraform", { skip }, () => {
  for (const { title, files, said, problems = [], env = {} } of CASES) {
    test(title, async () => {
      await using provider = await serveProvider((type) => type === "aws_vpc");
      using project = projectOf(files);
      const before = filesIn(project.path);
      const answer = await check(project, { ...provider.environment, ...env });
      assert.deepEqual(
        answer.findings
          .filter(({ rule }) => SAID.has(rule))
          .map(({ rule, file = "", line = "" }) => `${rule} ${file}:${line}`),
        said,
        JSON.stringify(answer),
      );
      assert.deepEqual(
        answer.problems.map(({ code }) => code),
        problems,
      );
      assert.deepEqual(filesIn(project.path), before);
      assert.deepEqual(filesIn(project.temporary), []);
    });
  }
});

const SAID = new Set(["terraform-format", "terraform-validate", "terraform-test"]);

/** Without what is kept for the next call. */
const filesIn = (path: string): readonly string[] =>
  readdirSync(path, { recursive: true, encoding: "utf8" }).filter((name) => !name.startsWith(".lockkeeper"));

interface Project extends Disposable {
  readonly path: string;
  /** Where the run keeps what is temporary. */
  readonly temporary: string;
}

function projectOf(files: Readonly<Record<string, string>>): Project {
  const root = mkdtempSync(join(tmpdir(), "lockkeeper-with-terraform-"));
  const [path, temporary] = [join(root, "project"), join(root, "temporary")];
  for (const [file, text] of Object.entries({ ...files, "lockkeeper.yaml": "" })) {
    mkdirSync(dirname(join(path, file)), { recursive: true });
    writeFileSync(join(path, file), text);
  }
  mkdirSync(temporary);
  return { path, temporary, [Symbol.dispose]: () => rmSync(root, { recursive: true, force: true }) };
}

async function check(project: Project, env: Readonly<Record<string, string>>): Promise<Answer> {
  const args = [MAIN, "infra", "check", ".", "--with-terraform", "--json"];
  const given = { ...process.env, TF_CLI_CONFIG_FILE: "/dev/null", TMPDIR: project.temporary, ...env };
  try {
    const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: project.path, env: given });
    return JSON.parse(stdout) as Answer;
  } catch (error) {
    return JSON.parse((error as { stdout: string }).stdout) as Answer;
  }
}
