# case: none
/*!*/ provider "aws" {}
# case: careless, and shared
# file: infra/a/main.tf
terraform {
  /*!*/ /*!*/ backend "s3" {
    key = "one.tfstate"
  }
}
# file: infra/b/main.tf
terraform {
  /*!*/ backend "s3" {
    key          = "one.tfstate"
    encrypt      = true
    use_lockfile = true
  }
}
