# case: turned off, and not turned on
resource "aws_db_parameter_group" "new" {
  family = "postgres17"
  parameter {
    name  = "rds.force_ssl"
    /*!*/ value = "0"
  }
}
/*!*/ resource "aws_db_parameter_group" "old" {
  family = "postgres14"
}
# case: in a loop
resource "aws_db_parameter_group" "new" {
  family = "postgres17"
  dynamic "parameter" {
    for_each = { "rds.force_ssl" = 0 }
    content {
      name  = parameter.key
      /*!*/ value = parameter.value
    }
  }
}
