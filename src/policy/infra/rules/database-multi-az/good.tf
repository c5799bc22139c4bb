# case: as it should be
# file: infra/production/main.tf
resource "aws_db_instance" "main" {
  instance_class = "db.t4g.medium"
  multi_az = true
}
# case: not known from here
# file: infra/production/main.tf
variable "given" {}
resource "aws_db_instance" "main" {
  instance_class = "db.t4g.medium"
  multi_az = var.given
}
# case: another environment
# file: infra/staging/main.tf
resource "aws_db_instance" "main" {
  instance_class = "db.t4g.medium"
  multi_az = false
}
