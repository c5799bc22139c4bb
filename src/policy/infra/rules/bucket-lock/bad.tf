# case: by its name here, and by that on AWS
/*!*/ resource "aws_s3_bucket" "backups" {}
/*!*/ resource "aws_s3_bucket" "main" {
  bucket = "accounts-dumps"
}
