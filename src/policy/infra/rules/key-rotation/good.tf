# case: as it should be
resource "aws_kms_key" "main" {
  enable_key_rotation = true
}
# case: not known from here
variable "given" {}
resource "aws_kms_key" "main" {
  enable_key_rotation = var.given
}
