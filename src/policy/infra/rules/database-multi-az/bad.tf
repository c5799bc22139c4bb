# case: set to what is wrong
# file: infra/production/main.tf
resource "aws_db_instance" "main" {
  instance_class = "db.t4g.medium"
  /*!*/ multi_az = false
}
# case: not written
# file: infra/production/main.tf
/*!*/ resource "aws_db_instance" "main" {
  instance_class = "db.t4g.medium"
}
