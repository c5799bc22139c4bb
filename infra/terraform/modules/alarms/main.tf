# What a person is woken for: the database runs out of something, or a deploy has failed.

locals {
  gib = 1024 * 1024 * 1024

  alarms = {
    storage-low = {
      description = "Less than a tenth of the storage is free. A rewrite of a table may fill it."
      metric      = "FreeStorageSpace"
      statistic   = "Minimum"
      comparison  = "LessThanThreshold"
      threshold   = var.storage_gib * local.gib / 10
    }
    cpu-busy = {
      description = "The processor has been busy for a quarter of an hour."
      metric      = "CPUUtilization"
      statistic   = "Average"
      comparison  = "GreaterThanThreshold"
      threshold   = 85
    }
    connections-many = {
      description = "Four fifths of the connections are in use. A deploy needs a few of its own."
      metric      = "DatabaseConnections"
      statistic   = "Maximum"
      comparison  = "GreaterThanThreshold"
      threshold   = floor(var.connections_max * 0.8)
    }
    transaction-ids-old = {
      description = "The oldest transaction id is a billion back. Vacuum does not come through."
      metric      = "MaximumUsedTransactionIDs"
      statistic   = "Maximum"
      comparison  = "GreaterThanThreshold"
      threshold   = 1000000000
    }
    slot-behind = {
      description = "A replication slot holds back more than 10 GiB of log."
      metric      = "OldestReplicationSlotLag"
      statistic   = "Maximum"
      comparison  = "GreaterThanThreshold"
      threshold   = 10 * local.gib
    }
  }
}

data "aws_caller_identity" "current" {}

resource "aws_sns_topic" "this" {
  name              = "${var.name}-alarms"
  kms_master_key_id = var.key_arn
}

resource "aws_sns_topic_policy" "this" {
  arn = aws_sns_topic.this.arn

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = ["cloudwatch.amazonaws.com", "events.amazonaws.com"] }
      Action    = "sns:Publish"
      Resource  = aws_sns_topic.this.arn
      Condition = { StringEquals = { "aws:SourceAccount" = data.aws_caller_identity.current.account_id } }
    }]
  })
}

resource "aws_sns_topic_subscription" "mail" {
  for_each = var.mail_addresses

  topic_arn = aws_sns_topic.this.arn
  protocol  = "email"
  endpoint  = each.value
}

resource "aws_cloudwatch_metric_alarm" "database" {
  for_each = local.alarms

  alarm_name          = "${var.name}-${each.key}"
  alarm_description   = each.value.description
  namespace           = "AWS/RDS"
  metric_name         = each.value.metric
  dimensions          = { DBInstanceIdentifier = var.database_identifier }
  statistic           = each.value.statistic
  comparison_operator = each.value.comparison
  threshold           = each.value.threshold
  period              = 300
  evaluation_periods  = 3
  # A server without slots or load tells nothing, and is well.
  treat_missing_data = "notBreaching"
  alarm_actions      = [aws_sns_topic.this.arn]
  ok_actions         = [aws_sns_topic.this.arn]
}

resource "aws_cloudwatch_event_rule" "failed_deploy" {
  name        = "${var.name}-failed-deploy"
  description = "The task that changes the database ended with another exit code than 0."

  event_pattern = jsonencode({
    source      = ["aws.ecs"]
    detail-type = ["ECS Task State Change"]
    detail = {
      clusterArn = [var.cluster_arn]
      lastStatus = ["STOPPED"]
      containers = { exitCode = [{ anything-but = 0 }] }
    }
  })
}

resource "aws_cloudwatch_event_target" "failed_deploy" {
  rule = aws_cloudwatch_event_rule.failed_deploy.name
  arn  = aws_sns_topic.this.arn
}
