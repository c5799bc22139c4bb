# case: does not fit
/*!*/ module "database" {
  source = "./database"
  /*!*/ sise = "large"
  /*!*/ zones = "a"
}
# file: infra/database/main.tf
variable "size" {
  type = string
}
variable "zones" {
  type = list(string)
}
# case: not there, and not named
/*!*/ module "database" {
  source = "./database"
}
/*!*/ module "other" {}
