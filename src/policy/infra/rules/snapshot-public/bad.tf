# case: everybody
resource "aws_db_snapshot" "main" {
  db_instance_identifier = "a"
  db_snapshot_identifier = "b"
  /*!*/ shared_accounts = ["all"]
}
