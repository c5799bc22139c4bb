# case: no policy, and one without it
/*!*/ resource "aws_s3_bucket" "a" {}
resource "aws_s3_bucket" "b" {}
/*!*/ resource "aws_s3_bucket_policy" "b" {
  bucket = aws_s3_bucket.b.id
  policy = jsonencode({ Statement = [{ Effect = "Deny", Principal = "*", Action = "s3:DeleteBucket", Resource = "*" }] })
}
