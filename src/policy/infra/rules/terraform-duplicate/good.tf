# case: other kinds, other folders, other aliases
variable "size" {}
output "size" { value = var.size }
provider "aws" {}
provider "aws" {
  alias = "west"
}
# file: infra/other/main.tf
variable "size" {}
# case: an override
variable "size" { default = 1 }
# file: infra/override.tf
variable "size" { default = 2 }
# file: infra/size_override.tf
variable "size" { default = 3 }
