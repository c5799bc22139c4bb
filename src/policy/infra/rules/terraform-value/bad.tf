# case: an environment
provider "aws" {}
variable "zones" {
  type = list(string)
}
variable "database" {
  type = object({ multi_az = bool, size = optional(string) })
}
variable "mode" {
  type = string
  validation {
    condition     = contains(["A", "B"], var.mode)
    error_message = "It is A or B."
  }
}
variable "image" {}
# file: infra/terraform.tfvars
/*!*/ /*!*/ zones = "a"
/*!*/ /*!*/ database = {
  multi_zz = true
}
/*!*/ mode = "C"
/*!*/ zonse = ["a"]
