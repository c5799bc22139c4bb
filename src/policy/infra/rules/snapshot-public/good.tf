# case: one account, and nobody
resource "aws_db_snapshot" "a" {
  shared_accounts = ["111111111111"]
}
resource "aws_db_snapshot" "b" {
}
