# case: given, not known, and a replica
variable "key" {}
resource "aws_db_instance" "a" {
  kms_key_id = "arn:aws:kms:eu-central-1:111111111111:key/1"
}
resource "aws_db_instance" "b" {
  kms_key_id = var.key
}
resource "aws_db_instance" "c" {
  replicate_source_db = "a"
}
