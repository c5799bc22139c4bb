# case: as it should be
resource "aws_db_instance" "main" {
  instance_class = "db.t4g.medium"
  publicly_accessible = false
}
# case: not known from here
variable "given" {}
resource "aws_db_instance" "main" {
  instance_class = "db.t4g.medium"
  publicly_accessible = var.given
}
