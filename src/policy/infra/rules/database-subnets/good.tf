# case: two, and not known
variable "ids" {}
resource "aws_db_subnet_group" "a" {
  subnet_ids = [aws_subnet.a.id, aws_subnet.b.id]
}
resource "aws_db_subnet_group" "b" {
  subnet_ids = var.ids
}
resource "aws_db_subnet_group" "c" {
  subnet_ids = aws_subnet.d[*].id
}
