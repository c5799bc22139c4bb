output "bucket_name" {
  description = "The bucket, for state.s3.tfbackend of the environment."
  value       = aws_s3_bucket.state.id
}
