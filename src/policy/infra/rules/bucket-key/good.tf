# case: a key of KMS
resource "aws_s3_bucket" "a" {}
resource "aws_s3_bucket_server_side_encryption_configuration" "a" {
  bucket = aws_s3_bucket.a.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "aws:kms"
    }
  }
}
# case: which bucket is meant is not known
variable "bucket" {}
resource "aws_s3_bucket" "a" {}
resource "aws_s3_bucket_server_side_encryption_configuration" "a" {
  bucket = var.bucket
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "aws:kms"
    }
  }
}
