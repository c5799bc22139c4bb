# case: none
/*!*/ resource "aws_db_parameter_group" "main" {
  family = "postgres17"
  parameter {
    name  = "rds.force_ssl"
    value = "1"
  }
}
