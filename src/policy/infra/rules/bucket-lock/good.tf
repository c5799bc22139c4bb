# case: locked, and for something else
resource "aws_s3_bucket" "backups" {
  object_lock_enabled = true
}
resource "aws_s3_bucket" "images" {}
# case: locked by the resource beside it
resource "aws_s3_bucket" "backups" {}
resource "aws_s3_bucket_object_lock_configuration" "backups" {
  bucket = aws_s3_bucket.backups.id
}
