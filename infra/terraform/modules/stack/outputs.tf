output "pipeline_role_arn" {
  description = "The role that a job of this environment takes on."
  value       = module.pipeline.role_arn
}

output "deploy" {
  description = "What `aws ecs run-task` wants to know."
  value = {
    cluster_arn         = module.deploy.cluster_arn
    task_definition_arn = module.deploy.task_definition_arn
    subnet_ids          = module.network.subnet_ids
    security_group_id   = module.deploy.security_group_id
  }
}

output "database" {
  description = "The database: its name, where it listens, and the secret with its password."
  value = {
    identifier = module.database.identifier
    endpoint   = module.database.endpoint
    secret_arn = module.database.secret_arn
  }
}

output "backup_bucket_name" {
  description = "The bucket for copies of the database."
  value       = module.backups.bucket_name
}

output "alarm_topic_arn" {
  description = "Where alarms are published."
  value       = module.alarms.topic_arn
}
