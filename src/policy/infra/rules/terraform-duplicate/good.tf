# case: other kinds, other folders, other aliases
variable "size" {}
output "size" { value = var.size }
provider "aws" {}
provider "aws" {
  alias = "west"
}
# file: infra/other/main.tf
variable "size" {}
