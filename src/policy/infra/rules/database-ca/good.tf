# case: current, not written, and not known
variable "given" {}
resource "aws_db_instance" "a" {
  ca_cert_identifier = "rds-ca-rsa4096-g1"
}
resource "aws_db_instance" "b" {
}
resource "aws_db_instance" "c" {
  ca_cert_identifier = var.given
}
