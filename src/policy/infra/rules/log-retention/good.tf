# case: as it should be
resource "aws_cloudwatch_log_group" "main" {
  retention_in_days = 90
}
# case: not known from here
variable "given" {}
resource "aws_cloudwatch_log_group" "main" {
  retention_in_days = var.given
}
