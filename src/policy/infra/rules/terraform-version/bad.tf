# case: nothing is pinned
/*!*/ /*!*/ resource "aws_vpc" "main" {}
# case: modules of others
terraform {
  required_version = "~> 1.11"
}
/*!*/ module "a" { source = "terraform-aws-modules/vpc/aws" }
/*!*/ module "b" { source = "git::https://example.com/vpc.git?ref=main" }
