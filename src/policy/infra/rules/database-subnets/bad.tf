# case: one, and none
resource "aws_db_subnet_group" "a" {
  /*!*/ subnet_ids = [aws_subnet.a.id]
}
resource "aws_db_subnet_group" "b" {
  /*!*/ subnet_ids = []
}
