# What must hold for every database, whatever its size.

mock_provider "aws" {}

variables {
  name                      = "accounts-test"
  vpc_id                    = "vpc-1"
  subnet_ids                = ["subnet-1", "subnet-2"]
  client_security_group_ids = { "the deploy task" = "sg-1" }
  key_arn                   = "arn:aws:kms:eu-central-1:111111111111:key/1"
  database_name             = "accounts"
  engine_version            = "17"
  instance_class            = "db.t4g.medium"
  multi_az                  = false
  storage_gib               = 50
  storage_max_gib           = 200
  backup_retention_days     = 7
  slow_statement_ms         = 500
  slot_wal_max_mib          = 10240
  log_retention_days        = 90
}

run "is_safe" {
  command = plan

  assert {
    condition     = aws_db_instance.this.storage_encrypted && aws_db_instance.this.deletion_protection
    error_message = "The database is encrypted and protected from deletion."
  }

  assert {
    condition     = !aws_db_instance.this.publicly_accessible && !aws_db_instance.this.skip_final_snapshot
    error_message = "The database is private, and leaves a snapshot behind."
  }

  assert {
    condition     = aws_db_instance.this.manage_master_user_password && aws_db_instance.this.password == null
    error_message = "Nobody chooses the password."
  }
}

run "forces_tls_and_logs_lock_waits" {
  command = plan

  assert {
    condition = alltrue([
      for name, value in { "rds.force_ssl" = "1", "log_lock_waits" = "1", "deadlock_timeout" = "1000" } :
      contains([for p in aws_db_parameter_group.this.parameter : p.value if p.name == name], value)
    ])
    error_message = "The parameter group forces TLS and logs who waits for a lock for a second."
  }

  assert {
    condition     = aws_db_parameter_group.this.family == "postgres17"
    error_message = "The parameter group is of the server's major version."
  }
}

run "lets_in_only_who_is_named" {
  command = plan

  assert {
    condition = alltrue([
      for rule in aws_vpc_security_group_ingress_rule.client : rule.cidr_ipv4 == null && rule.from_port == 5432
    ])
    error_message = "Clients are security groups, not addresses."
  }
}

run "refuses_a_week_without_backups" {
  command = plan

  variables {
    backup_retention_days = 3
  }

  expect_failures = [var.backup_retention_days]
}

run "refuses_storage_without_room_to_rewrite" {
  command = plan

  variables {
    storage_max_gib = 60
  }

  expect_failures = [var.storage_max_gib]
}
