# case: an instance, by a variable
variable "size" {
  default = "db.m4.large"
}
resource "aws_db_instance" "main" {
  /*!*/ instance_class = var.size
}
