# case: set to what is wrong
resource "aws_db_instance" "main" {
  instance_class = "db.t4g.medium"
  /*!*/ storage_encrypted = false
}
# case: not written
/*!*/ resource "aws_db_instance" "main" {
  instance_class = "db.t4g.medium"
}
# case: a variable with that default
variable "given" {
  default = false
}
resource "aws_db_instance" "main" {
  instance_class = "db.t4g.medium"
  /*!*/ storage_encrypted = var.given
}
# case: a cluster with a name
/*!*/ resource "aws_rds_cluster" "main" {
  cluster_identifier = "main"
}
