# case: of now, and not known
variable "size" {}
resource "aws_db_instance" "a" {
  instance_class = "db.t4g.medium"
}
resource "aws_db_instance" "b" {
  instance_class = var.size
}
