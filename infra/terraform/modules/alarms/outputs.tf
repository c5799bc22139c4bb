output "topic_arn" {
  description = "Where alarms are published, for further subscribers."
  value       = aws_sns_topic.this.arn
}
