# case: set to what is wrong
resource "aws_db_instance" "main" {
  instance_class = "db.t4g.medium"
  /*!*/ enabled_cloudwatch_logs_exports = ["upgrade"]
}
# case: not written
/*!*/ resource "aws_db_instance" "main" {
  instance_class = "db.t4g.medium"
}
# case: a variable with that default
variable "given" {
  default = ["upgrade"]
}
resource "aws_db_instance" "main" {
  instance_class = "db.t4g.medium"
  /*!*/ enabled_cloudwatch_logs_exports = var.given
}
