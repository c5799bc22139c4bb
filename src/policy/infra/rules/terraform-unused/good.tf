# case: used
variable "size" {}
locals { name = "x-${var.size}" }
output "name" { value = local.name }
# case: a module for reuse, called by an example
module "key" {
  source = "./key"
}
# file: infra/key/main.tf
resource "aws_kms_key" "main" {}
output "arn" { value = aws_kms_key.main.arn }
# case: taken whole
terraform {
  backend "s3" {}
}
module "key" {
  source = "./key"
}
output "key" { value = module.key }
# file: infra/key/main.tf
resource "aws_kms_key" "main" {}
output "arn" { value = aws_kms_key.main.arn }
