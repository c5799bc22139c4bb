# case: closed
resource "aws_vpc" "b" {
}
resource "aws_default_security_group" "b" {
  vpc_id = aws_vpc.b.id
}
# case: rules that are given from outside
variable "rules" {}
resource "aws_vpc" "b" {
}
resource "aws_default_security_group" "b" {
  vpc_id = aws_vpc.b.id
  dynamic "ingress" {
    for_each = var.rules
    content {
      self = true
    }
  }
}
