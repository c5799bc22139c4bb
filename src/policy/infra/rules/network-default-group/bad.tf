# case: none, and one with a rule
/*!*/ resource "aws_vpc" "a" {
}
resource "aws_vpc" "b" {
}
/*!*/ resource "aws_default_security_group" "b" {
  vpc_id = aws_vpc.b.id
  ingress {
    protocol  = "-1"
    self      = true
    from_port = 0
    to_port   = 0
  }
}
