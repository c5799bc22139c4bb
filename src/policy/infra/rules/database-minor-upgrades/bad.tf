# case: set to what is wrong
resource "aws_db_instance" "main" {
  instance_class = "db.t4g.medium"
  /*!*/ auto_minor_version_upgrade = false
}
# case: a variable with that default
variable "given" {
  default = false
}
resource "aws_db_instance" "main" {
  instance_class = "db.t4g.medium"
  /*!*/ auto_minor_version_upgrade = var.given
}
