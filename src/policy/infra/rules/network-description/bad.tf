# case: all three ways to write it
resource "aws_security_group" "a" {
  /*!*/ ingress {
    from_port   = 5432
    to_port     = 5432
    cidr_blocks = ["10.0.0.0/8"]
  }
}
/*!*/ resource "aws_security_group_rule" "a" {
  type        = "ingress"
  cidr_blocks = ["10.0.0.0/8"]
}
/*!*/ resource "aws_vpc_security_group_ingress_rule" "a" {
  cidr_ipv4 = "10.0.0.0/8"
}
