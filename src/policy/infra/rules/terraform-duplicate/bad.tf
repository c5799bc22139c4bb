# case: in two files
variable "size" {}
output "size" { value = var.size }
# file: infra/more.tf
/*!*/ variable "size" {}
# case: a local value and a provider
locals { a = 1 }
locals {
  /*!*/ a = 2
}
provider "aws" {}
/*!*/ provider "aws" {}
