# case: what is declared, and what needs no declaration
variable "sizes" {
  type = map(object({ size = number }))
}
locals {
  double = { for name, size in var.sizes : name => size.size * 2 }
  path   = path.module
}
resource "aws_vpc" "main" {
  for_each = local.double
  tags     = { Name = each.key, Path = local.path }

  lifecycle {
    ignore_changes = [tags, cidr_block]
  }
}
resource "aws_security_group" "main" {
  provider = aws.west

  dynamic "ingress" {
    for_each = var.sizes
    iterator = one
    content {
      description = one.key
      from_port   = one.value.size
    }
  }
}
module "key" { source = "./key" }
output "key" { value = module.key.arn }
# file: infra/key/main.tf
output "arn" { value = "x" }
# case: blocks that are rarer
terraform {
  experiments = [module_variable_optional_attrs]
}
ephemeral "random_password" "main" {
  provider = random.west
  length   = 20
}
action "aws_lambda_invoke" "told" {
  config {
    function_name = "told"
  }
}
resource "aws_db_instance" "main" {
  password_wo         = ephemeral.random_password.main.result
  password_wo_version = 1

  lifecycle {
    action_trigger {
      events  = [after_create, after_update]
      actions = [action.aws_lambda_invoke.told]
    }
  }
  provisioner "local-exec" {
    command    = "true"
    when       = destroy
    on_failure = continue
  }
}
check "answers" {
  data "http" "main" {
    url = "https://example.com"
  }
  assert {
    condition     = data.http.main.status_code == 200
    error_message = "It does not answer: ${data.http.main.url}."
  }
}
removed {
  from = aws_vpc.old
  lifecycle {
    destroy = false
  }
}
module "key" {
  source = "./key"
  count  = 1
}
output "key" { value = module.key.0.arn }
output "parts" { value = provider::aws::arn_parse(module.key[0].arn) }
# file: infra/key/main.tf
output "arn" { value = "x" }
# case: what is written as JSON
resource "aws_vpc" "main" { cidr_block = var.range }
module "key" { source = "./key" }
output "key" { value = module.key.arn }
# file: infra/variables.tf.json
{ "variable": { "range": {} } }
# file: infra/key/main.tf.json
{ "output": { "arn": { "value": "x" } } }
# case: the long way to a resource, and the type of an output
resource "aws_vpc" "main" {}
output "id" {
  type  = string
  value = resource.aws_vpc.main.id
}
