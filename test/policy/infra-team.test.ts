// Rules of a team in CEL: what they find, what they leave alone because it is not known, and what is wrong with them.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { checkInfrastructure } from "../../src/policy/policy.ts";

const TERRAFORM = `variable "given" {}
variable "days" {
  default = 3
}
resource "aws_db_instance" "main" {
  backup_retention_period = var.days
  identifier              = "main-\${var.given}"
  iops                    = 1.5
  tags                    = { owner = "shop", id = var.given }
}
resource "aws_security_group" "main" {
  ingress {
    from_port = 5432
    to_port   = 5432
  }
  dynamic "egress" {
    for_each = var.given
    content {
      from_port = egress.value
    }
  }
}
`;
const TEMPLATE = `Resources:
  Main:
    Type: AWS::RDS::DBInstance
    Properties:
      Iops: 3000
      DBSubnetGroupName: !Ref Group
      Tags: [{ Key: owner, Value: shop }]
  Group:
    Type: AWS::RDS::DBSubnetGroup
`;
const FILES = [
  { path: "infra/production/main.tf", text: TERRAFORM },
  { path: "infra/template.yaml", text: TEMPLATE },
];

const ruleFile = (type: string, when: string, path = "rules/own-rule.yaml") => ({
  path,
  text: `class: hazard\nabout: a case\ntype: ${type}\nwhen: ${JSON.stringify(when)}\nmessage: "{name} is it."\ninstead: Mend it.\n`,
});

const CASES: readonly (readonly [type: string, when: string, found: readonly string[]])[] = [
  ["aws_db_instance", "self.backup_retention_period < 7", ["aws_db_instance.main"]],
  ["aws_db_instance", "self.backup_retention_period > 7", []],
  ["aws_db_instance", "self.iops < 1.6 && self.iops > 1", ["aws_db_instance.main"]],
  ["aws_db_instance", "!has(self.multi_az)", ["aws_db_instance.main"]],
  ["aws_db_instance", "!self.?multi_az.orValue(false)", ["aws_db_instance.main"]],
  ["aws_db_instance", "self.tags.owner == 'shop'", ["aws_db_instance.main"]],
  ["aws_db_instance", "self['tags']['owner'] == 'shop'", ["aws_db_instance.main"]],
  ["aws_db_instance", "has(self.tags.team)", []],
  ["aws_db_instance", "production && name.startsWith('aws_')", ["aws_db_instance.main"]],
  ["aws_security_group", "self.ingress.exists(one, one.from_port == 5432)", ["aws_security_group.main"]],
  ["AWS::RDS::DBInstance", "self.Iops == 3000 && !production", ["Main"]],
  ["AWS::RDS::DBInstance", "self.Tags.exists(tag, tag.Key == 'owner')", ["Main"]],
  ["AWS::RDS::DBSubnetGroup", "!has(self.SubnetIds)", ["Group"]],
  ["[aws_db_instance, 'AWS::RDS::DBInstance']", "true", ["aws_db_instance.main", "Main"]],
  ["any", "kind.contains('DBSubnetGroup')", ["Group"]],
  // Not known, so that nothing is found, whichever way it is asked.
  ["aws_db_instance", "self.identifier == 'main-a'", []],
  ["aws_db_instance", "self.identifier != 'main-a'", []],
  ["aws_db_instance", "self.tags.id != 'a'", []],
  ["aws_db_instance", "size(self.tags) == 2", []],
  ["aws_security_group", "!self.egress.exists(one, one.from_port == 1)", []],
  ["AWS::RDS::DBInstance", "self.DBSubnetGroupName != 'x'", []],
];

for (const [type, when, found] of CASES) {
  test(`${type}: ${when} is true of ${found.join(", ") || "nothing"}`, async () => {
    const { findings, fault } = await checkInfrastructure(FILES, [ruleFile(type, when)]);
    assert.equal(fault, undefined);
    const own = findings.filter(({ rule }) => rule === "own-rule");
    assert.deepEqual(
      own.map(({ message }) => message),
      found.map((name) => `${name} is it.`),
    );
  });
}

const FAULTS: readonly (readonly [title: string, text: string, line: number, message: RegExp])[] = [
  ["no end", ruleFile("any", "self.a <").text, 4, /Unexpected token/],
  ["a name that is none", ruleFile("any", "slef.a == 1").text, 4, /Unknown variable: slef/],
  ["no condition", ruleFile("any", "1 + 1").text, 4, /comes to int/],
  ["types that do not fit", ruleFile("any", "1 + 'a' == 2").text, 4, /no such overload/],
  [
    "a key that may be absent",
    ruleFile("aws_db_instance", "self.multi_az").text,
    4,
    /No such key: multi_az .*has\(/,
  ],
  ["a text for a truth", ruleFile("aws_db_instance", "self.tags.owner").text, 4, /neither true nor false/],
  ["another class", ruleFile("any", "true").text.replace("hazard", "error"), 1, /neither hazard nor advice/],
  [
    "a key that is none",
    ruleFile("any", "true").text.replace("instead", "insted"),
    6,
    /Did you mean instead\?/,
  ],
  ["a key that is missing", ruleFile("any", "true").text.replace(/^about.*\n/m, ""), 1, /There is no about/],
  ["no YAML", "class: [", 1, /This is no YAML/],
];

for (const [title, text, line, message] of FAULTS) {
  test(`is told with its place: ${title}`, async () => {
    const { fault } = await checkInfrastructure(FILES, [{ path: "rules/own-rule.yaml", text }]);
    assert.match(fault?.message ?? "", message);
    assert.equal(fault?.line, line, JSON.stringify(fault));
    assert.match(fault?.excerpt ?? "", /\^/);
  });
}

test("the caret is below what is wrong", async () => {
  const { fault } = await checkInfrastructure(FILES, [ruleFile("any", "true && slef.a == 1")]);
  const [shown = "", caret = ""] = fault?.excerpt.split("\n").filter((part) => part !== "") ?? [];
  assert.equal(shown.slice(caret.indexOf("^"), caret.indexOf("^") + 4), "slef");
});

test("a rule is allowed as any other, and may not be called as one of ours", async () => {
  const [terraform, template] = FILES;
  assert.ok(terraform && template);
  const text = terraform.text.replace(
    'resource "aws_db_instance"',
    '# lockkeeper: allow own-rule: it goes next week\nresource "aws_db_instance"',
  );
  const allowed = await checkInfrastructure([{ ...terraform, text }], [ruleFile("aws_db_instance", "true")]);
  assert.deepEqual(
    allowed.findings.filter(({ rule }) => rule === "own-rule" || rule.startsWith("allow-")),
    [],
  );
  const { fault } = await checkInfrastructure(FILES, [ruleFile("any", "true", "rules/iam-everything.yaml")]);
  assert.match(fault?.message ?? "", /There is a rule iam-everything already/);
});

test("the rule in the guide is one", async () => {
  const guide = readFileSync(join(import.meta.dirname, "../../docs/guide/infrastructure.md"), "utf8");
  const [, text = ""] = /```yaml\n([^]*?)```/.exec(guide) ?? [];
  const tagless = [{ path: "infra/main.tf", text: 'resource "aws_db_instance" "a" {}\n' }];
  const { findings, fault } = await checkInfrastructure(tagless, [{ path: "rules/tagged-owner.yaml", text }]);
  assert.equal(fault, undefined);
  assert.ok(findings.some(({ message }) => message === "aws_db_instance.a has no owner."));
});
