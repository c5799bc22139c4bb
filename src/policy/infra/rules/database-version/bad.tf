# case: none, and old
/*!*/ resource "aws_db_instance" "a" {
  engine = "postgres"
}
resource "aws_rds_cluster" "b" {
  engine = "aurora-postgresql"
  /*!*/ engine_version = "11.9"
}
