# case: three kinds
/*!*/ variable "size" {
  validation {
    condition     = var.size > 1
    error_message = "More than one."
  }
}
locals {
  /*!*/ name = "x"
}
/*!*/ data "aws_region" "here" {}
# case: a provider
terraform {
  required_providers {
    /*!*/ random = { source = "hashicorp/random", version = "3.7.2" }
  }
}
resource "aws_vpc" "main" {}
# case: an output that an environment does not read
terraform {
  backend "s3" {}
}
module "key" {
  source = "./key"
}
output "arn" { value = module.key.arn }
# file: infra/key/main.tf
resource "aws_kms_key" "main" {}
output "arn" { value = aws_kms_key.main.arn }
/*!*/ output "id" { value = aws_kms_key.main.id }
