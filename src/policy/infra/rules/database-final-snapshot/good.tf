# case: as it should be
resource "aws_db_instance" "main" {
  instance_class = "db.t4g.medium"
  skip_final_snapshot = false
}
# case: not known from here
variable "given" {}
resource "aws_db_instance" "main" {
  instance_class = "db.t4g.medium"
  skip_final_snapshot = var.given
}
