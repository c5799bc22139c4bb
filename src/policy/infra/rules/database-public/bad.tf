# case: set to what is wrong
resource "aws_db_instance" "main" {
  instance_class = "db.t4g.medium"
  /*!*/ publicly_accessible = true
}
# case: a variable with that default
variable "given" {
  default = true
}
resource "aws_db_instance" "main" {
  instance_class = "db.t4g.medium"
  /*!*/ publicly_accessible = var.given
}
