# case: set to what is wrong
resource "aws_kms_key" "main" {
  /*!*/ enable_key_rotation = false
}
# case: not written
/*!*/ resource "aws_kms_key" "main" {
}
# case: a variable with that default
variable "given" {
  default = false
}
resource "aws_kms_key" "main" {
  /*!*/ enable_key_rotation = var.given
}
