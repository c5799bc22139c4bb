# case: pinned
terraform {
  required_version = "~> 1.11"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.0"
    }
  }
}
resource "aws_vpc" "main" {}
module "b" { source = "git::https://example.com/vpc.git?ref=v1.2.0" }
module "c" {
  source  = "terraform-aws-modules/vpc/aws"
  version = "6.0.1"
}
