# case: kept well
terraform {
  backend "s3" {
    key          = "one.tfstate"
    encrypt      = true
    use_lockfile = true
  }
}
provider "aws" {}
# case: a state that is told to init
terraform {
  backend "s3" {}
}
# case: an example
terraform {}
# file: infra/examples/main.tf
provider "aws" {}
