# case: a condition, a service, an account, and a refusal
resource "aws_s3_bucket_policy" "a" {
  policy = jsonencode({ Statement = [
    { Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "*", Condition = { StringEquals = { "aws:SourceVpce" = "vpce-1" } } },
    { Effect = "Allow", Principal = { Service = "x.amazonaws.com" }, Action = "s3:PutObject", Resource = "*" },
    { Effect = "Allow", Principal = { AWS = "arn:aws:iam::111111111111:root" }, Action = "s3:PutObject", Resource = "*" },
    { Effect = "Deny", Principal = "*", Action = "s3:*", Resource = "*" },
  ] })
}
