# case: an environment
provider "aws" {}
variable "zones" {
  type = list(string)
}
variable "database" {
  type = object({ multi_az = bool, size = optional(string) })
}
variable "account" {
  validation {
    condition     = can(regex("^[0-9]{12}$", var.account))
    error_message = "Twelve digits."
  }
}
# file: infra/terraform.tfvars
zones    = ["a", "b"]
database = { multi_az = "true" }
account  = "111111111111"
