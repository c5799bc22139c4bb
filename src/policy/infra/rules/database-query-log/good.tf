# case: one of them, another engine, and a loop over what is not known
variable "given" {}
resource "aws_db_parameter_group" "a" {
  family = "postgres17"
  parameter {
    name  = "log_statement"
    value = "ddl"
  }
}
resource "aws_db_parameter_group" "b" {
  family = "mysql8.0"
}
resource "aws_db_parameter_group" "c" {
  family = "postgres17"
  dynamic "parameter" {
    for_each = var.given
    content {
      name  = parameter.key
      value = parameter.value
    }
  }
}
# case: the group of an instance of Aurora, whose cluster has another
resource "aws_db_parameter_group" "a" {
  family = "aurora-postgresql14"
}
# case: of which engine is not known
variable "given" {}
resource "aws_db_parameter_group" "a" {
  family = var.given
}
