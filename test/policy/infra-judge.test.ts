// What planned changes take away is found, whichever language plans them, and nothing else is.
// The provider of AWS is not here: its plans are written by hand as `terraform show -json` documents them.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { judgePlanned, type PlanVerdict, type Waiver } from "../../src/policy/policy.ts";

interface Written {
  readonly type: string;
  readonly actions?: readonly string[];
  readonly before?: object | null;
  readonly after?: object | null;
  readonly unknown?: object;
  readonly secret?: object;
  readonly forcedBy?: readonly (readonly string[])[];
  readonly mode?: string;
}

const planOf = (...changes: readonly Written[]): string =>
  JSON.stringify({
    format_version: "1.2",
    resource_changes: changes.map(
      ({ type, mode, actions, before = null, after = null, unknown, secret, forcedBy }) => ({
        address: `${type}.main`,
        mode: mode ?? "managed",
        type,
        change: {
          actions: actions ?? ["update"],
          before,
          after,
          after_unknown: unknown ?? {},
          before_sensitive: secret ?? {},
          after_sensitive: secret ?? {},
          ...(forcedBy === undefined ? {} : { replace_paths: forcedBy }),
        },
      }),
    ),
  });

async function judged(text: string, waiver?: Waiver): Promise<PlanVerdict> {
  const verdict = await judgePlanned({ kind: "plan", plan: { path: "plan.json", text } }, waiver);
  assert.ok(typeof verdict !== "string");
  return verdict;
}

const rulesIn = ({ findings }: PlanVerdict): readonly string[] => findings.map(({ rule }) => rule);

const DATABASE = { type: "aws_db_instance" };
const GROUP = { type: "aws_security_group" };
const doorTo = (from: number, to: number, cidr: string): object => ({
  ingress: [{ from_port: from, to_port: to, cidr_blocks: [cidr] }],
});

const CASES: Readonly<Record<string, readonly [Written, readonly string[]]>> = {
  "a database is destroyed": [{ ...DATABASE, actions: ["delete"], before: {} }, ["destroyed-state"]],
  "a database is replaced": [{ ...DATABASE, actions: ["delete", "create"] }, ["replaced-state"]],
  "a database is made before the old one goes": [
    { ...DATABASE, actions: ["create", "delete"] },
    ["replaced-state"],
  ],
  "a database is forgotten": [{ ...DATABASE, actions: ["forget"] }, ["resource-forgotten"]],
  "a database of another provider is destroyed": [
    { type: "google_sql_database_instance", actions: ["delete"] },
    ["destroyed-state"],
  ],
  "a role is destroyed": [{ type: "aws_iam_role", actions: ["delete"] }, ["resource-destroyed"]],
  "a data source is read": [{ type: "aws_db_instance", actions: ["delete"], mode: "data" }, []],
  "a database is made": [{ ...DATABASE, actions: ["create"], after: { storage_encrypted: false } }, []],
  "encryption is taken away": [
    { ...DATABASE, before: { storage_encrypted: true }, after: { storage_encrypted: false } },
    ["encryption-removed"],
  ],
  "encryption is added": [
    { ...DATABASE, before: { storage_encrypted: false }, after: { storage_encrypted: true } },
    [],
  ],
  "the key is not known yet": [
    { ...DATABASE, before: { kms_key_id: "arn:a" }, after: {}, unknown: { kms_key_id: true } },
    [],
  ],
  "a whole block is not known yet": [
    {
      type: "aws_dynamodb_table",
      before: { server_side_encryption: [{ enabled: true }] },
      after: {},
      unknown: { server_side_encryption: true },
    },
    [],
  ],
  "the encryption of a table goes with its block": [
    { type: "aws_dynamodb_table", before: { server_side_encryption: [{ enabled: true }] }, after: {} },
    ["encryption-removed"],
  ],
  "the key is taken away": [
    { type: "aws_cloudwatch_log_group", before: { kms_key_id: "arn:a" }, after: { kms_key_id: null } },
    ["encryption-removed"],
  ],
  "backups are kept for less long": [
    { ...DATABASE, before: { backup_retention_period: 14 }, after: { backup_retention_period: 1 } },
    ["retention-lowered"],
  ],
  "backups are kept for longer": [
    { ...DATABASE, before: { backup_retention_period: 1 }, after: { backup_retention_period: 14 } },
    [],
  ],
  "logs that were kept for ever are not": [
    { type: "aws_cloudwatch_log_group", before: { retention_in_days: 0 }, after: { retention_in_days: 30 } },
    ["retention-lowered"],
  ],
  "logs are kept for ever": [
    { type: "aws_cloudwatch_log_group", before: { retention_in_days: 30 }, after: { retention_in_days: 0 } },
    [],
  ],
  "no snapshot is taken at the end": [
    { ...DATABASE, before: { skip_final_snapshot: false }, after: { skip_final_snapshot: true } },
    ["retention-lowered"],
  ],
  "versioning is suspended": [
    {
      type: "aws_s3_bucket_versioning",
      before: { versioning_configuration: [{ status: "Enabled" }] },
      after: { versioning_configuration: [{ status: "Suspended" }] },
    },
    ["retention-lowered"],
  ],
  "deletion protection is taken away": [
    { ...DATABASE, before: { deletion_protection: true }, after: { deletion_protection: false } },
    ["deletion-protection-removed"],
  ],
  "a bucket may be destroyed while it is full": [
    { type: "aws_s3_bucket", before: { force_destroy: false }, after: { force_destroy: true } },
    ["deletion-protection-removed"],
  ],
  "a database becomes public": [
    { ...DATABASE, before: { publicly_accessible: false }, after: { publicly_accessible: true } },
    ["made-public"],
  ],
  "a database is made public from the start": [
    { ...DATABASE, actions: ["create"], after: { publicly_accessible: true } },
    ["made-public"],
  ],
  "the walls of a bucket are destroyed": [
    { type: "aws_s3_bucket_public_access_block", actions: ["delete"] },
    ["made-public"],
  ],
  "a group lets everybody in": [
    { ...GROUP, before: doorTo(5432, 5432, "10.0.0.0/8"), after: doorTo(5432, 5432, "0.0.0.0/0") },
    ["made-public"],
  ],
  "a rule of its own lets everybody in": [
    {
      type: "aws_vpc_security_group_ingress_rule",
      actions: ["create"],
      after: { from_port: 5432, to_port: 5432, cidr_ipv4: "0.0.0.0/0" },
    },
    ["made-public"],
  ],
  "a group lets everybody in to web pages": [
    { ...GROUP, before: {}, after: doorTo(443, 443, "0.0.0.0/0") },
    [],
  ],
  "a group was open before": [
    { ...GROUP, before: doorTo(5432, 5432, "::/0"), after: doorTo(5432, 5432, "0.0.0.0/0") },
    [],
  ],
  "a group lets everything out": [
    { ...GROUP, before: {}, after: { egress: [{ from_port: 0, to_port: 0, cidr_blocks: ["0.0.0.0/0"] }] } },
    [],
  ],
  "another major version": [
    {
      ...DATABASE,
      before: { engine: "postgres", engine_version: "15.4" },
      after: { engine_version: "17.2" },
    },
    ["major-version-changed"],
  ],
  "another minor version": [
    {
      ...DATABASE,
      before: { engine: "postgres", engine_version: "15.4" },
      after: { engine_version: "15.8" },
    },
    [],
  ],
  "another major version of MySQL": [
    {
      ...DATABASE,
      before: { engine: "mysql", engine_version: "8.0.36" },
      after: { engine_version: "8.4.3" },
    },
    ["major-version-changed"],
  ],
  "storage shrinks": [
    { ...DATABASE, before: { allocated_storage: 100 }, after: { allocated_storage: 20 } },
    ["storage-shrunk"],
  ],
  "storage grows": [
    { ...DATABASE, before: { allocated_storage: 20 }, after: { allocated_storage: 100 } },
    [],
  ],
};

for (const [title, [change, rules]] of Object.entries(CASES)) {
  test(`in a plan, ${title}`, async () => {
    assert.deepEqual(rulesIn(await judged(planOf(change))), rules);
  });
}

test("a replacement says which attribute forces it", async () => {
  const change = { ...DATABASE, actions: ["delete", "create"], forcedBy: [["storage_encrypted"]] };
  const [finding] = (await judged(planOf(change))).findings;
  assert.match(finding?.message ?? "", /^aws_db_instance\.main .* because storage_encrypted cannot/);
});

test("a value that is marked sensitive is not shown", async () => {
  const change = {
    ...DATABASE,
    before: { kms_key_id: "arn:hidden" },
    after: {},
    secret: { kms_key_id: true },
  };
  const [finding] = (await judged(planOf(change))).findings;
  assert.equal(finding?.rule, "encryption-removed");
  assert.doesNotMatch(JSON.stringify(finding), /arn:hidden/);
});

const LOSS = { ...DATABASE, actions: ["delete"], before: { name: "a" } };

test("a waiver lets one address of one plan pass, as a note", async () => {
  const { planned, losses } = await judged(planOf(LOSS));
  assert.deepEqual(losses, ["aws_db_instance.main"]);
  const waiver = { addresses: ["aws_db_instance.main"], plan: planned.hash, reason: "moved" };
  const verdict = await judged(planOf(LOSS), waiver);
  assert.deepEqual([verdict.losses, verdict.idle], [[], []]);
  assert.deepEqual(
    verdict.findings.map((finding) => finding.class),
    ["advice"],
  );
  const other = await judged(planOf({ ...LOSS, before: { name: "b" } }), waiver);
  assert.deepEqual(other.losses, ["aws_db_instance.main"]);
  const elsewhere = await judged(planOf(LOSS), { ...waiver, addresses: ["aws_db_instance.other"] });
  assert.deepEqual([elsewhere.losses, elsewhere.idle], [["aws_db_instance.main"], ["aws_db_instance.other"]]);
});

test("the hash does not depend on the order of changes and of their members", async () => {
  const role = { type: "aws_iam_role", before: { a: 1, b: 2 }, after: { a: 2, b: 2 } };
  const same = { type: "aws_iam_role", before: { b: 2, a: 1 }, after: { b: 2, a: 2 } };
  const [one, other] = [await judged(planOf(LOSS, role)), await judged(planOf(same, LOSS))];
  assert.equal(one.planned.hash, other.planned.hash);
});

for (const text of [
  "no JSON",
  "null",
  "{}",
  '{"format_version":"2.0"}',
  '{"format_version":"1.0","values":{}}',
  '{"format_version":"1.2","errored":true}',
  '{"format_version":"1.2","resource_changes":[{}]}',
  planOf({ ...DATABASE, actions: ["shuffle"] }),
]) {
  test(`what is no whole plan is not judged: ${text.slice(0, 50)}`, async () => {
    assert.equal(typeof (await judgePlanned({ kind: "plan", plan: { path: "p", text } })), "string");
  });
}

const templateOf = (properties: string, more = ""): string =>
  `Parameters:\n  Size:\n    Type: Number\n    Default: 20\nResources:\n  Database:\n    Type: AWS::RDS::DBInstance\n${more}    Properties:\n      Engine: postgres\n${properties}`;

const BASE = templateOf(
  "      StorageEncrypted: true\n      AllocatedStorage: !Ref Size\n",
  "    DeletionPolicy: Retain\n",
);

const TEMPLATES: Readonly<Record<string, readonly [string, string, readonly string[]]>> = {
  "nothing changes": [BASE, BASE, []],
  "a value is written in another way": [BASE, BASE.replace("!Ref Size", '"20"'), []],
  "encryption is taken away, which replaces": [
    BASE,
    BASE.replace("StorageEncrypted: true", "StorageEncrypted: false"),
    ["replaced-state", "encryption-removed"],
  ],
  "storage shrinks through a parameter": [
    BASE,
    BASE.replace("Default: 20", "Default: 10"),
    ["storage-shrunk"],
  ],
  "a policy is taken away": [
    BASE,
    BASE.replace("    DeletionPolicy: Retain\n", "    DeletionPolicy: Delete\n"),
    ["deletion-protection-removed"],
  ],
  "a database that is kept leaves": [BASE, BASE.replace("  Database:", "  Other:"), ["resource-forgotten"]],
  "a database leaves": [
    templateOf(""),
    templateOf("").replace("  Database:", "  Other:"),
    ["destroyed-state"],
  ],
  "another type takes the name": [BASE, BASE.replace("::DBInstance", "::DBCluster"), ["replaced-state"]],
};

for (const [title, [before, after, rules]] of Object.entries(TEMPLATES)) {
  test(`between two templates, ${title}`, async () => {
    const files = { before: { path: "a.yaml", text: before }, after: { path: "b.yaml", text: after } };
    const verdict = await judgePlanned({ kind: "templates", ...files });
    assert.ok(typeof verdict !== "string");
    assert.deepEqual(rulesIn(verdict), rules);
  });
}

const TERRAFORM = spawnSync("terraform", ["version"]).status === 0;

test(
  "a plan of the real Terraform is read",
  { skip: !TERRAFORM && "terraform is not installed" },
  async () => {
    const folder = mkdtempSync(join(tmpdir(), "lockkeeper-plan-"));
    try {
      writeFileSync(
        join(folder, "main.tf"),
        'variable "word" {}\nresource "terraform_data" "one" {\n  triggers_replace = var.word\n}\n' +
          'resource "terraform_data" "two" {\n  count = var.word == "a" ? 1 : 0\n}\n',
      );
      const terraform = (...args: readonly string[]): string => {
        const ran = spawnSync("terraform", args, {
          cwd: folder,
          encoding: "utf8",
          env: { ...process.env, CHECKPOINT_DISABLE: "1" },
        });
        assert.equal(ran.status, 0, ran.stderr);
        return ran.stdout;
      };
      terraform("init", "-input=false");
      terraform("apply", "-auto-approve", "-input=false", "-var=word=a");
      terraform("plan", "-input=false", "-var=word=b", "-out=tfplan");
      const verdict = await judged(terraform("show", "-json", "tfplan"));
      assert.deepEqual(
        verdict.findings.map(({ rule, message }) => [rule, message.includes("triggers_replace")]),
        [
          ["resource-replaced", true],
          ["resource-destroyed", false],
        ],
      );
      assert.deepEqual([verdict.planned.replace, verdict.planned.destroy], [1, 1]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
);
