# case: as it should be
resource "aws_db_instance" "main" {
  instance_class = "db.t4g.medium"
  monitoring_interval = 60
}
# case: not known from here
variable "given" {}
resource "aws_db_instance" "main" {
  instance_class = "db.t4g.medium"
  monitoring_interval = var.given
}
