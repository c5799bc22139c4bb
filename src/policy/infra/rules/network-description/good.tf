# case: described, a way out, and a neighbour
resource "aws_security_group" "a" {
  ingress {
    description = "The office."
    cidr_blocks = ["10.0.0.0/8"]
  }
  egress {
    cidr_blocks = ["10.0.0.0/8"]
  }
  ingress {
    security_groups = ["sg-1"]
  }
}
