# case: each way to write it
resource "aws_security_group" "a" {
  /*!*/ ingress {
    protocol    = "tcp"
    from_port   = 5000
    to_port     = 6000
    cidr_blocks = ["10.0.0.0/8", "0.0.0.0/0"]
  }
}
/*!*/ resource "aws_vpc_security_group_ingress_rule" "b" {
  security_group_id = "sg-1"
  ip_protocol       = "-1"
  cidr_ipv6         = "::/0"
}
/*!*/ resource "aws_security_group_rule" "c" {
  type        = "ingress"
  protocol    = "tcp"
  from_port   = 22
  to_port     = 22
  cidr_blocks = ["0.0.0.0/0"]
}
# case: a port of an environment
variable "port" {
  default = 5432
}
/*!*/ resource "aws_vpc_security_group_ingress_rule" "b" {
  ip_protocol = "tcp"
  from_port   = var.port
  to_port     = var.port
  cidr_ipv4   = "0.0.0.0/0"
}
