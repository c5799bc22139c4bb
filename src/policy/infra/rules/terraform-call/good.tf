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
# case: a folder outside of what is looked at, and one that is chosen
module "beside" { source = "../modules/beside" }
module "above" { source = "../../.." }
module "chosen" { source = "./${var.kind}" }
# case: text of JSON
module "key" {
  source = "./key"
  policy = jsonencode({ Statement = [{ Effect = "Allow" }] })
}
# file: infra/key/main.tf
variable "policy" { type = string }
# case: a module in JSON
module "json" {
  source = "./json"
  size   = 1
}
# file: infra/json/main.tf.json
{ "variable": { "size": {} } }
