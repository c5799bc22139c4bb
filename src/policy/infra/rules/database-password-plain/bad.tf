# case: set to what is wrong
resource "aws_db_instance" "main" {
  instance_class = "db.t4g.medium"
  /*!*/ password = "correct horse"
}
# case: a variable with that default
variable "given" {
  default = "correct horse"
}
resource "aws_db_instance" "main" {
  instance_class = "db.t4g.medium"
  /*!*/ password = var.given
}
