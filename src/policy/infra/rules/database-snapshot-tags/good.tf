# case: as it should be
resource "aws_db_instance" "main" {
  instance_class = "db.t4g.medium"
  copy_tags_to_snapshot = true
}
# case: not known from here
variable "given" {}
resource "aws_db_instance" "main" {
  instance_class = "db.t4g.medium"
  copy_tags_to_snapshot = var.given
}
