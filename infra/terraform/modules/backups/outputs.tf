output "bucket_name" {
  description = "The bucket for copies of the database."
  value       = aws_s3_bucket.this.id
}

output "bucket_arn" {
  description = "The same, for rights on it alone."
  value       = aws_s3_bucket.this.arn
}
