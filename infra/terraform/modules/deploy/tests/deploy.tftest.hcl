# What the task runs, and what it may do.

mock_provider "aws" {
  mock_data "aws_region" {
    defaults = { region = "eu-central-1" }
  }
}

variables {
  name                        = "accounts-test"
  environment                 = "test"
  vpc_id                      = "vpc-1"
  image                       = "111111111111.dkr.ecr.eu-central-1.amazonaws.com/lockkeeper@sha256:0000000000000000000000000000000000000000000000000000000000000000"
  image_repository_arn        = "arn:aws:ecr:eu-central-1:111111111111:repository/lockkeeper"
  database_arn                = "arn:aws:rds:eu-central-1:111111111111:db:accounts-test"
  database_endpoint           = "accounts-test.example:5432"
  database_name               = "accounts"
  secret_arn                  = "arn:aws:secretsmanager:eu-central-1:111111111111:secret:1"
  database_security_group_id  = "sg-1"
  endpoints_security_group_id = "sg-2"
  s3_prefix_list_id           = "pl-1"
  backup_bucket_name          = "accounts-backups-test"
  key_arn                     = "arn:aws:kms:eu-central-1:111111111111:key/1"
  work_gib                    = 60
  log_retention_days          = 90
}

run "deploys_over_verified_tls" {
  command = plan

  assert {
    condition     = jsondecode(aws_ecs_task_definition.this.container_definitions)[0].command == ["deploy", "test"]
    error_message = "The task deploys to its own environment."
  }

  assert {
    condition = contains(
      [for e in jsondecode(aws_ecs_task_definition.this.container_definitions)[0].environment : e.value],
      "postgres://accounts-test.example:5432/accounts?sslmode=verify-full",
    )
    error_message = "The server proves who it is, and the address holds no password."
  }
}

run "takes_snapshots_of_its_own_database_only" {
  # The documents of the roles name what is made with them, so they are known after an apply.
  command = apply

  assert {
    condition = alltrue([
      for s in jsondecode(aws_iam_role_policy.deploy.policy).Statement : s.Resource != "*"
    ])
    error_message = "No right of the task is on everything."
  }

  assert {
    condition = contains(
      jsondecode(aws_iam_role_policy.deploy.policy).Statement[0].Resource,
      "arn:aws:rds:eu-central-1:111111111111:snapshot:accounts-test-*",
    )
    error_message = "Snapshots are called after the database."
  }
}

run "refuses_an_image_that_can_change" {
  command = plan

  variables {
    image = "lockkeeper:latest"
  }

  expect_failures = [var.image]
}
