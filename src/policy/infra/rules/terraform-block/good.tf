# case: every block
terraform {
  required_version = "~> 1.11"
  required_providers {}
  backend "s3" {}
}
provider "aws" {}
variable "a" {
  type      = object({ b = optional(map(list(string)), {}), "c" = tuple([bool, any]) })
  default   = {}
  sensitive = true
  nullable  = false
  validation {
    condition     = true
    error_message = "x"
  }
}
locals {}
data "aws_region" "here" {}
resource "aws_vpc" "main" {
  lifecycle {
    create_before_destroy = true
    ignore_changes        = [tags]
    precondition {
      condition     = true
      error_message = "x"
    }
  }
}
module "b" {
  source   = "./b"
  whatever = 1
}
moved {
  from = aws_vpc.a
  to   = aws_vpc.main
}
check "c" {}
output "d" {
  value = 1
}
# case: an override of a part
# file: override.tf
output "d" {
  description = "x"
}
