# case: set to what is wrong
resource "aws_db_instance" "main" {
  instance_class = "db.t4g.medium"
  /*!*/ parameter_group_name = "default.postgres17"
}
# case: not written
/*!*/ resource "aws_db_instance" "main" {
  instance_class = "db.t4g.medium"
}
# case: a variable with that default
variable "given" {
  default = "default.postgres17"
}
resource "aws_db_instance" "main" {
  instance_class = "db.t4g.medium"
  /*!*/ parameter_group_name = var.given
}
