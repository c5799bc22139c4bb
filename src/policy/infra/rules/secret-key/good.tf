# case: given, and not known
variable "key" {}
resource "aws_secretsmanager_secret" "a" {
  kms_key_id = "alias/main"
}
resource "aws_secretsmanager_secret" "b" {
  kms_key_id = var.key
}
