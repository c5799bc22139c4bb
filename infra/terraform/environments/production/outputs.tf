output "pipeline_role_arn" {
  description = "The role that a job of this environment takes on."
  value       = module.stack.pipeline_role_arn
}

output "deploy" {
  description = "What `aws ecs run-task` wants to know."
  value       = module.stack.deploy
}

output "database" {
  description = "The database: its name, where it listens, and the secret with its password."
  value       = module.stack.database
}

output "backup_bucket_name" {
  description = "The bucket for copies of the database."
  value       = module.stack.backup_bucket_name
}

output "alarm_topic_arn" {
  description = "Where alarms are published."
  value       = module.stack.alarm_topic_arn
}
