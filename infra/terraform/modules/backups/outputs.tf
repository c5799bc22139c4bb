output "bucket_name" {
  description = "The bucket for copies of the database."
  value       = aws_s3_bucket.this.id
}
