# case: as it should be
resource "aws_db_instance" "main" {
  instance_class = "db.t4g.medium"
  parameter_group_name = "accounts"
}
# case: not known from here
variable "given" {}
resource "aws_db_instance" "main" {
  instance_class = "db.t4g.medium"
  parameter_group_name = var.given
}
