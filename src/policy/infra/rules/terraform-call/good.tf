# case: fits
module "database" {
  source = "./database"
  count  = 2
  size   = "large"
  zones  = var.zones
}
# file: infra/database/main.tf
variable "size" {
  type = string
}
variable "zones" {
  type = list(string)
}
variable "more" {
  default = null
}
