# case: set to what is wrong
resource "aws_db_instance" "main" {
  instance_class = "db.t4g.medium"
  /*!*/ monitoring_interval = 0
}
# case: not written
/*!*/ resource "aws_db_instance" "main" {
  instance_class = "db.t4g.medium"
}
# case: a variable with that default
variable "given" {
  default = 0
}
resource "aws_db_instance" "main" {
  instance_class = "db.t4g.medium"
  /*!*/ monitoring_interval = var.given
}
