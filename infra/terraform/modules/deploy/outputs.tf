output "cluster_arn" {
  description = "The cluster that the task runs on."
  value       = aws_ecs_cluster.this.arn
}

output "task_definition_arn" {
  description = "The task, with its revision: what `aws ecs run-task --task-definition` takes."
  value       = aws_ecs_task_definition.this.arn
}

output "security_group_id" {
  description = "The security group that the task runs in."
  value       = aws_security_group.deploy.id
}

output "role_arns" {
  description = "The roles that whoever starts the task hands to it."
  value       = [aws_iam_role.start.arn, aws_iam_role.deploy.arn]
}

output "log_group_arn" {
  description = "The log of the task."
  value       = aws_cloudwatch_log_group.deploy.arn
}
