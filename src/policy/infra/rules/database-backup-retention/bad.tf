# case: set to what is wrong
resource "aws_db_instance" "main" {
  instance_class = "db.t4g.medium"
  /*!*/ backup_retention_period = 1
}
# case: not written
/*!*/ resource "aws_db_instance" "main" {
  instance_class = "db.t4g.medium"
}
# case: a variable with that default
variable "given" {
  default = 1
}
resource "aws_db_instance" "main" {
  instance_class = "db.t4g.medium"
  /*!*/ backup_retention_period = var.given
}
