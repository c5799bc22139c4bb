# case: none, and some
resource "aws_security_group" "a" {}
resource "aws_vpc_security_group_egress_rule" "b" {
  ip_protocol    = "tcp"
  prefix_list_id = "pl-1"
}
