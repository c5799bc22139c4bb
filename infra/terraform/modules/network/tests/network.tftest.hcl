# A network without a way out.

mock_provider "aws" {
  mock_data "aws_region" {
    defaults = { region = "eu-central-1" }
  }
}

variables {
  name               = "accounts-test"
  cidr_block         = "10.20.0.0/16"
  availability_zones = ["eu-central-1a", "eu-central-1b"]
  log_retention_days = 90
  key_arn            = "arn:aws:kms:eu-central-1:111111111111:key/1"
}

run "has_a_private_subnet_in_each_zone" {
  command = plan

  assert {
    condition     = aws_subnet.private["eu-central-1b"].cidr_block == "10.20.1.0/24"
    error_message = "Subnets are numbered as the zones are listed."
  }

  assert {
    condition     = alltrue([for subnet in aws_subnet.private : subnet.map_public_ip_on_launch != true])
    error_message = "Nothing gets a public address."
  }
}

run "refuses_one_zone" {
  command = plan

  variables {
    availability_zones = ["eu-central-1a", "eu-central-1a"]
  }

  expect_failures = [var.availability_zones]
}
