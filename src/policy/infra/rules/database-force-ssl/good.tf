# case: on, by default, and of another kind
resource "aws_db_parameter_group" "old" {
  family = "postgres14"
  parameter {
    name  = "rds.force_ssl"
    value = "1"
  }
}
resource "aws_db_parameter_group" "new" {
  family = "postgres16"
}
resource "aws_db_parameter_group" "other" {
  family = "mysql8.0"
}
# case: the group of an instance of Aurora, whose cluster has another
resource "aws_db_parameter_group" "a" {
  family = "aurora-postgresql14"
}
