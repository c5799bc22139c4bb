# case: as it should be
resource "aws_db_instance" "main" {
  instance_class = "db.t4g.medium"
  enabled_cloudwatch_logs_exports = ["postgresql", "upgrade"]
}
# case: not known from here
variable "given" {}
resource "aws_db_instance" "main" {
  instance_class = "db.t4g.medium"
  enabled_cloudwatch_logs_exports = var.given
}
