# case: none, and turned off
/*!*/ resource "aws_s3_bucket" "a" {}
resource "aws_s3_bucket" "b" {}
/*!*/ resource "aws_s3_bucket_lifecycle_configuration" "b" {
  bucket = aws_s3_bucket.b.id
  rule {
    id     = "x"
    status = "Disabled"
  }
}
