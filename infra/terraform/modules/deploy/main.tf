# The task that changes the database: `lockkeeper deploy` in a container, inside the network, with as few rights as it
# gets by with. Nothing runs until a pipeline starts it.

data "aws_region" "current" {}

locals {
  container = "lockkeeper"
  folder    = "/work"
}

resource "aws_ecs_cluster" "this" {
  name = var.name

  setting {
    name  = "containerInsights"
    value = "enabled"
  }
}

resource "aws_cloudwatch_log_group" "deploy" {
  name              = "/${var.name}/deploy"
  retention_in_days = var.log_retention_days
  kms_key_id        = var.key_arn
}

resource "aws_ecs_task_definition" "this" {
  family                   = "${var.name}-deploy"
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = 1024
  memory                   = 2048
  execution_role_arn       = aws_iam_role.start.arn
  task_role_arn            = aws_iam_role.deploy.arn

  runtime_platform {
    operating_system_family = "LINUX"
    cpu_architecture        = "X86_64"
  }

  # A dump is written here before it goes to the bucket, and restored from here to prove it.
  ephemeral_storage {
    size_in_gib = var.work_gib
  }

  volume {
    name = "work"
  }

  container_definitions = jsonencode([{
    name                   = local.container
    image                  = var.image
    essential              = true
    command                = ["deploy", var.environment]
    readonlyRootFilesystem = true
    # It ends its step, or rolls it back, before the container goes.
    stopTimeout = 120
    mountPoints = [{ sourceVolume = "work", containerPath = local.folder, readOnly = false }]

    environment = [
      { name = "LOCKKEEPER_DATABASE_URL", value = "postgres://${var.database_endpoint}/${var.database_name}?sslmode=verify-full" },
      { name = "LOCKKEEPER_BACKUPS_DIR", value = "${local.folder}/backups" },
      { name = "BACKUP_BUCKET", value = var.backup_bucket_name },
      { name = "TMPDIR", value = local.folder },
    ]

    secrets = [
      { name = "PGUSER", valueFrom = "${var.secret_arn}:username::" },
      { name = "PGPASSWORD", valueFrom = "${var.secret_arn}:password::" },
    ]

    logConfiguration = {
      logDriver = "awslogs"
      options = {
        "awslogs-group"         = aws_cloudwatch_log_group.deploy.name
        "awslogs-region"        = data.aws_region.current.region
        "awslogs-stream-prefix" = "deploy"
      }
    }
  }])
}

resource "aws_security_group" "deploy" {
  name        = "${var.name}-deploy"
  description = "The task that changes the database. Nobody calls it."
  vpc_id      = var.vpc_id

  tags = { Name = "${var.name}-deploy" }
}

resource "aws_vpc_security_group_egress_rule" "database" {
  security_group_id            = aws_security_group.deploy.id
  description                  = "PostgreSQL."
  referenced_security_group_id = var.database_security_group_id
  ip_protocol                  = "tcp"
  from_port                    = 5432
  to_port                      = 5432
}

resource "aws_vpc_security_group_egress_rule" "endpoints" {
  security_group_id            = aws_security_group.deploy.id
  description                  = "Images, the secret, logs and snapshots."
  referenced_security_group_id = var.endpoints_security_group_id
  ip_protocol                  = "tcp"
  from_port                    = 443
  to_port                      = 443
}

resource "aws_vpc_security_group_egress_rule" "s3" {
  security_group_id = aws_security_group.deploy.id
  description       = "Layers of images, and backups."
  prefix_list_id    = var.s3_prefix_list_id
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
}
