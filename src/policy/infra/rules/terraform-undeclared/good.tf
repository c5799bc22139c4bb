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
