# case: everything
resource "aws_security_group" "a" {
  /*!*/ egress {
    protocol    = "-1"
    from_port   = 0
    to_port     = 0
    cidr_blocks = ["0.0.0.0/0"]
  }
}
/*!*/ resource "aws_vpc_security_group_egress_rule" "b" {
  ip_protocol = "-1"
  cidr_ipv4   = "0.0.0.0/0"
}
