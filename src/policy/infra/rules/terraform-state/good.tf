# case: kept well
terraform {
  backend "s3" {
    key          = "one.tfstate"
    encrypt      = true
    use_lockfile = true
  }
}
provider "aws" {}
