# case: as it should be
resource "aws_db_instance" "main" {
  instance_class = "db.t4g.medium"
  backup_retention_period = 7
}
# case: not known from here
variable "given" {}
resource "aws_db_instance" "main" {
  instance_class = "db.t4g.medium"
  backup_retention_period = var.given
}
