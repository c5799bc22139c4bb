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
