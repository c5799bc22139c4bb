# case: set to what is wrong
resource "aws_db_instance" "main" {
  instance_class = "db.t4g.medium"
  /*!*/ iam_database_authentication_enabled = false
}
# case: not written
/*!*/ resource "aws_db_instance" "main" {
  instance_class = "db.t4g.medium"
}
# case: a variable with that default
variable "given" {
  default = false
}
resource "aws_db_instance" "main" {
  instance_class = "db.t4g.medium"
  /*!*/ iam_database_authentication_enabled = var.given
}
