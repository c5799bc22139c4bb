# case: an instance
resource "aws_db_instance" "main" {
  count             = 2
  instance_class    = "db.t4g.medium"
  allocated_storage = "20"
  multi_az          = var.multi_az

  timeouts {
    create = "1h"
  }
  lifecycle {
    prevent_destroy = true
  }
}
output "a" { value = aws_db_instance.main[0].address }
resource "random_id" "main" {
  anything = 1
}
# case: what another file overrides
resource "aws_db_subnet_group" "main" {
  name = "main"
}
# file: infra/main_override.tf
resource "aws_db_subnet_group" "main" {
  subnet_ids = ["subnet-1"]
}
