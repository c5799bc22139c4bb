// Defects of infra/terraform, one change each: who sees it, this check or Terraform, and why not the other.

/** What `terraform validate` does about it, with the reason where it lets it pass. */
export type Answer = "refuses" | `passes: ${string}`;

export interface Defect {
  /** Below infra/terraform. */
  readonly file: string;
  readonly from: string;
  readonly to: string;
  /** The rule that finds it here; undefined where only Terraform does. */
  readonly rule: string | undefined;
  readonly terraform: Answer;
}

type Row = readonly [from: string, to: string, rule: string | undefined, terraform?: Answer];

const defectsIn = (file: string, rows: readonly Row[]): readonly Defect[] =>
  rows.map(([from, to, rule, terraform = "refuses"]) => ({ file, from, to, rule, terraform }));

const UNUSED = "passes: what nothing uses is no error for it";
const VALUES = "passes: validate reads no values of variables";
const WEAK = "passes: it does not ask whether something is safe";

export const DEFECTS: readonly Defect[] = [
  ...defectsIn("modules/database/main.tf", [
    ['data "aws_partition" "current" {}', 'data "aws_partition" "current" {', "terraform-syntax"],
    ["identifier     = var.name", "identifier     = var.name,", "terraform-syntax"],
    ["identifier     = var.name", "identifier     var.name", "terraform-syntax"],
    ["identifier     = var.name", "identifier     = ", "terraform-syntax"],
    ["identifier     = var.name", 'identifier     = "${var.name"', "terraform-syntax"],
    ["identifier     = var.name", "identifier     = var.nam", "terraform-undeclared"],
    ["identifier     = var.name", "identifier     = name", "terraform-undeclared"],
    ["identifier     = var.name", "identifier     = vars.name", "terraform-undeclared"],
    ["identifier     = var.name", "identifier     = local.name", "terraform-undeclared"],
    ["identifier     = var.name", "identifer      = var.name", "terraform-argument"],
    ["identifier     = var.name", "identifier     = { a = 1 }", "terraform-argument"],
    [
      "identifier     = var.name",
      "identifier     = var.name\n  identifier     = var.name",
      "terraform-syntax",
    ],
    ["port           = local.port", 'port           = "five"', "terraform-argument"],
    ["multi_az       = var.multi_az", 'multi_az       = "often"', "terraform-argument"],
    ["multi_az       = var.multi_az", "multi_az       = [true]", "terraform-argument"],
    ["instance_class = var.instance_class", "", "terraform-argument"],
    [
      "vpc_security_group_ids = [aws_security_group.database.id]",
      'vpc_security_group_ids = "sg-1"',
      "terraform-argument",
    ],
    ["[aws_security_group.database.id]", "[aws_security_group.databse.id]", "terraform-undeclared"],
    ["[aws_security_group.database.id]", "[aws_security_group.database.identity]", "terraform-argument"],
    ["aws_iam_role.monitoring.arn\n", "aws_iam_rol.monitoring.arn\n", "terraform-undeclared"],
    ["data.aws_partition.current.partition", "data.aws_partition.main.partition", "terraform-undeclared"],
    ["data.aws_partition.current.partition", "data.aws_partition.current.partitions", "terraform-argument"],
    ['resource "aws_db_subnet_group"', 'resource "aws_db_subnet_groups"', "terraform-argument"],
    ["subnet_ids  = var.subnet_ids", "", "terraform-argument"],
    ['description = "Private subnets of ${var.name}."', "description {}", "terraform-argument"],
    ['family      = "postgres${local.major_version}"', "", "terraform-argument"],
    ['dynamic "parameter" {', 'dynamic "parameters" {', "terraform-argument"],
    ["name         = parameter.key", "nam          = parameter.key", "terraform-argument"],
    ["name         = parameter.key", "name         = parametr.key", "terraform-undeclared"],
    ['resource "aws_iam_role" "monitoring" {', 'resource "aws_iam_role" {', "terraform-block"],
    [
      'resource "aws_security_group" "database" {',
      'resource "aws_db_instance" "this" {\n  instance_class = "db.t4g.micro"\n}\n\nresource "aws_security_group" "database" {',
      "terraform-duplicate",
    ],
    ["port          = 5432", "port          = 5432\n  unused        = 1", "terraform-unused", UNUSED],
    ["port          = 5432", "port          = fivefourthreetwo(1)", undefined],
    ["storage_encrypted     = true", "storage_encrypted     = false", "database-encrypted", WEAK],
    ["publicly_accessible    = false", "publicly_accessible    = true", "database-public", WEAK],
    [
      "deletion_protection       = true",
      "deletion_protection       = false",
      "database-deletion-protection",
      WEAK,
    ],
    [
      'username                      = "lockkeeper"',
      'username                      = "lockkeeper"\n  password                      = "hunter2hunter2"',
      "database-password-plain",
      WEAK,
    ],
  ]),
  ...defectsIn("modules/database/variables.tf", [
    ["type        = bool", "type        = boolean", "terraform-block"],
    ['variable "vpc_id" {', 'variable "vpc_id" {}\n\nvariable "vpc_id" {', "terraform-duplicate"],
    [
      'variable "vpc_id" {',
      'variable "left_over" {\n  type = string\n}\n\nvariable "vpc_id" {',
      "terraform-unused",
      UNUSED,
    ],
    ['description = "Size of the server."', 'descripton = "Size of the server."', "terraform-block"],
  ]),
  ...defectsIn("modules/database/outputs.tf", [
    ["aws_db_instance.this.endpoint", "aws_db_instance.this.endpont", "terraform-argument"],
    ["aws_db_instance.this.endpoint", "aws_db_instance.main.endpoint", "terraform-undeclared"],
    ['output "endpoint" {', 'output "arn" {', "terraform-duplicate"],
    ["value       = aws_db_instance.this.endpoint", "", "terraform-block"],
  ]),
  ...defectsIn("modules/backups/main.tf", [
    ["rule {\n    default_retention {", "rules {\n    default_retention {", "terraform-argument"],
    ['status = "Enabled"', 'stats  = "Enabled"', "terraform-argument"],
    ["bucket = aws_s3_bucket.this.id", "bucket = aws_s3_bucket.thus.id", "terraform-undeclared"],
    ["prevent_destroy = true", "prevents_destroy = true", "terraform-block"],
    [
      "depends_on = [aws_s3_bucket_versioning.this]",
      "depends_on = [aws_s3_bucket_versioning.that]",
      "terraform-undeclared",
    ],
    ["block_public_acls       = true", 'block_public_acls       = "perhaps"', "terraform-argument"],
    ["block_public_policy     = true", "block_public_policy     = false", "bucket-public", WEAK],
  ]),
  ...defectsIn("modules/network/main.tf", [
    ["for_each = local.zones", "for_each = local.zone", "terraform-undeclared"],
    [
      "cidr_ipv4         = aws_vpc.this.cidr_block",
      "cidr_ipv4         = aws_vpc.this.cidr",
      "terraform-argument",
    ],
    ['ip_protocol       = "tcp"', "", "terraform-argument"],
    ["availability_zone = each.key", "availability_zone = zone.key", "terraform-undeclared"],
    ['data "aws_region" "current" {}', 'data "aws_regio" "current" {}', "terraform-argument"],
  ]),
  ...defectsIn("modules/network/versions.tf", [
    ['version = "~> 6.0"', "", "terraform-version", "passes: any version will do for it"],
    ['required_version = "~> 1.11"', "", "terraform-version", "passes: any version will do for it"],
    ["required_providers {", "required_provider {", "terraform-block"],
  ]),
  ...defectsIn("modules/stack/main.tf", [
    ["key_arn            = module.key.arn", "key_arn            = module.key.arm", "terraform-undeclared"],
    ["key_arn            = module.key.arn", "key_arn            = module.keys.arn", "terraform-undeclared"],
    [
      "cidr_block         = var.network.cidr_block",
      "cidr         = var.network.cidr_block",
      "terraform-call",
    ],
    ["cidr_block         = var.network.cidr_block", "", "terraform-call"],
    ["availability_zones = var.network.availability_zones", "availability_zones = 3", "terraform-call"],
    ['source = "../network"', 'source = "../networks"', "terraform-call"],
    ['source = "../network"', "", "terraform-call"],
    ['module "network" {', "module {", "terraform-block"],
    ['module "network" {', 'modul "network" {', "terraform-block"],
    ["locals {", 'locals "all" {', "terraform-block"],
  ]),
  ...defectsIn("environments/production/main.tf", [
    ['version = "6.66.0"', 'version = "six"', undefined],
    ["use_lockfile = true", "use_lockfile = false", "terraform-state", WEAK],
    ["var.mail_addresses", "var.mails", "terraform-undeclared"],
    ['service              = "accounts"', "", "terraform-call"],
  ]),
  ...defectsIn("environments/production/terraform.tfvars", [
    ["work_gib             = 200", "work_gb              = 200", "terraform-value", VALUES],
    ["work_gib             = 200", 'work_gib             = "much"', "terraform-value", VALUES],
    ["work_gib             = 200", "", "terraform-value", VALUES],
    ['account_id = "222222222222"', 'account_id = "22222222222"', "terraform-value", VALUES],
    ["backup_retention_days = 35", "backup_retention_days = 5", "terraform-parity", VALUES],
  ]),
];
