# case: as it should be
resource "aws_db_instance" "main" {
  instance_class = "db.t4g.medium"
  manage_master_user_password = true
}
# case: not known from here
variable "given" {}
resource "aws_db_instance" "main" {
  instance_class = "db.t4g.medium"
  password = var.given
}
