# case: with one
resource "aws_vpc" "main" {
}
resource "aws_flow_log" "main" {
  vpc_id = aws_vpc.main.id
}
