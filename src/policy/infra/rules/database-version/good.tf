# case: of now, not known, another engine, and a replica
variable "given" {}
resource "aws_db_instance" "a" {
  engine         = "postgres"
  engine_version = "17"
}
resource "aws_db_instance" "b" {
  engine         = "postgres"
  engine_version = var.given
}
resource "aws_db_instance" "c" {
  engine         = "mysql"
  engine_version = "8.0"
}
resource "aws_db_instance" "d" {
  engine              = "postgres"
  replicate_source_db = "a"
}
