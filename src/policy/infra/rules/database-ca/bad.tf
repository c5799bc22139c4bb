# case: an instance, and one of a cluster
resource "aws_db_instance" "main" {
  /*!*/ ca_cert_identifier = "rds-ca-2019"
}
resource "aws_rds_cluster_instance" "main" {
  /*!*/ ca_cert_identifier = "rds-ca-2015"
}
