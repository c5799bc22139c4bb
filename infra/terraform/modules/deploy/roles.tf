# Two roles: the one starts the container and reads its secret, the other is what the container may do itself.

locals {
  tasks_may_assume = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "ecs-tasks.amazonaws.com" }
      Action    = "sts:AssumeRole"
      Condition = { StringEquals = { "aws:SourceAccount" = local.account_id } }
    }]
  })

  # arn:aws:rds:REGION:ACCOUNT:db:NAME
  account_id    = split(":", var.database_arn)[4]
  partition     = split(":", var.database_arn)[1]
  snapshot_arns = "${replace(var.database_arn, ":db:", ":snapshot:")}-*"
}

resource "aws_iam_role" "start" {
  name               = "${var.name}-deploy-start"
  description        = "Starts the task: pulls its image, reads its secret, opens its log."
  assume_role_policy = local.tasks_may_assume
}

resource "aws_iam_role_policy" "start" {
  name = "start"
  role = aws_iam_role.start.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        # This call has no resource: it answers for the account's registry as a whole.
        Effect   = "Allow"
        Action   = "ecr:GetAuthorizationToken"
        Resource = "*"
      },
      {
        Effect   = "Allow"
        Action   = ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer", "ecr:BatchCheckLayerAvailability"]
        Resource = var.image_repository_arn
      },
      {
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "${aws_cloudwatch_log_group.deploy.arn}:*"
      },
      {
        Effect   = "Allow"
        Action   = "secretsmanager:GetSecretValue"
        Resource = var.secret_arn
      },
      {
        Effect    = "Allow"
        Action    = "kms:Decrypt"
        Resource  = var.key_arn
        Condition = { StringEquals = { "kms:EncryptionContext:SecretARN" = var.secret_arn } }
      },
    ]
  })
}

resource "aws_iam_role" "deploy" {
  name               = "${var.name}-deploy"
  description        = "What the task may do: take a snapshot of its own database, and store a copy of it."
  assume_role_policy = local.tasks_may_assume
}

resource "aws_iam_role_policy" "deploy" {
  name = "back-up"
  role = aws_iam_role.deploy.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        # A snapshot is called after its database, so nobody else's can be made or marked.
        Effect   = "Allow"
        Action   = ["rds:CreateDBSnapshot", "rds:AddTagsToResource"]
        Resource = [var.database_arn, local.snapshot_arns]
      },
      {
        Effect   = "Allow"
        Action   = ["rds:DescribeDBInstances", "rds:DescribeDBSnapshots"]
        Resource = [var.database_arn, local.snapshot_arns]
      },
      {
        Effect   = "Allow"
        Action   = "s3:PutObject"
        Resource = "arn:${local.partition}:s3:::${var.backup_bucket_name}/*"
      },
      {
        Effect    = "Allow"
        Action    = ["kms:GenerateDataKey", "kms:Decrypt"]
        Resource  = var.key_arn
        Condition = { StringLike = { "kms:ViaService" = "s3.*.amazonaws.com" } }
      },
    ]
  })
}
