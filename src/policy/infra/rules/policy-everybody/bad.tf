# case: a bucket, and a key
resource "aws_s3_bucket_policy" "a" {
  bucket = "a"
  /*!*/ policy = jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "*" }] })
}
resource "aws_kms_key" "a" {
  /*!*/ policy = jsonencode({ Statement = { Effect = "Allow", Principal = { AWS = ["*"] }, Action = "kms:*", Resource = "*" } })
}
