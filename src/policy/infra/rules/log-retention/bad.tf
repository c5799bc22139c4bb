# case: set to what is wrong
resource "aws_cloudwatch_log_group" "main" {
  /*!*/ retention_in_days = 0
}
# case: not written
/*!*/ resource "aws_cloudwatch_log_group" "main" {
}
# case: a variable with that default
variable "given" {
  default = 0
}
resource "aws_cloudwatch_log_group" "main" {
  /*!*/ retention_in_days = var.given
}
