# Who may take the role on, and what it may do.

mock_provider "aws" {}

variables {
  name                 = "accounts-test"
  environment          = "test"
  repository           = "example/accounts"
  create_oidc_provider = true
  cluster_arn          = "arn:aws:ecs:eu-central-1:111111111111:cluster/accounts-test"
  task_definition_arn  = "arn:aws:ecs:eu-central-1:111111111111:task-definition/accounts-test-deploy:7"
  task_role_arns       = ["arn:aws:iam::111111111111:role/accounts-test-deploy"]
  log_group_arn        = "arn:aws:logs:eu-central-1:111111111111:log-group:/accounts-test/deploy"
}

run "trusts_one_environment_of_one_repository" {
  command = apply

  assert {
    condition = (
      jsondecode(aws_iam_role.pipeline.assume_role_policy).Statement[0].Condition.StringEquals["token.actions.githubusercontent.com:sub"]
      == "repo:example/accounts:environment:test"
    )
    error_message = "Only jobs of this environment take the role on."
  }

  assert {
    condition = (
      jsondecode(aws_iam_role_policy.pipeline.policy).Statement[0].Resource
      == "arn:aws:ecs:eu-central-1:111111111111:task-definition/accounts-test-deploy:*"
    )
    error_message = "The role starts this task, in any of its revisions, and no other."
  }
}

run "refuses_a_wildcard" {
  command = plan

  variables {
    repository = "example/*"
  }

  expect_failures = [var.repository]
}
