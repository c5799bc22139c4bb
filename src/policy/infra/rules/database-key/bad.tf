# case: none
/*!*/ resource "aws_db_instance" "main" {
}
/*!*/ resource "aws_rds_cluster" "main" {
}
