output "arn" {
  description = "The instance, for rights on it alone."
  value       = aws_db_instance.this.arn
}

output "identifier" {
  description = "The name of the instance, for metrics and snapshots."
  value       = aws_db_instance.this.identifier
}

output "endpoint" {
  description = "Host and port."
  value       = aws_db_instance.this.endpoint
}

output "database_name" {
  description = "The database in it."
  value       = aws_db_instance.this.db_name
}

output "secret_arn" {
  description = "The secret with the name and the password of the role that owns the schema."
  value       = aws_db_instance.this.master_user_secret[0].secret_arn
}

output "security_group_id" {
  description = "The security group of the database, for rules that let a task out to it."
  value       = aws_security_group.database.id
}
