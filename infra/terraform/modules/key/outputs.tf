output "arn" {
  description = "The key that encrypts what this environment stores."
  value       = aws_kms_key.this.arn
}
