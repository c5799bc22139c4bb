# case: as it should be
resource "aws_db_instance" "main" {
  instance_class = "db.t4g.medium"
  storage_encrypted = true
}
# case: not known from here
variable "given" {}
resource "aws_db_instance" "main" {
  instance_class = "db.t4g.medium"
  storage_encrypted = var.given
}
