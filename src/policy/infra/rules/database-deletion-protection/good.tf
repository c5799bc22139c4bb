# case: as it should be
resource "aws_db_instance" "main" {
  instance_class = "db.t4g.medium"
  deletion_protection = true
}
# case: not known from here
variable "given" {}
resource "aws_db_instance" "main" {
  instance_class = "db.t4g.medium"
  deletion_protection = var.given
}
