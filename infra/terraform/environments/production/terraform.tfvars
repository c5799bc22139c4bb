# infra/README.md has these values beside those of staging, with the reason for each.

region     = "eu-central-1"
account_id = "222222222222"

network = {
  cidr_block         = "10.30.0.0/16"
  availability_zones = ["eu-central-1a", "eu-central-1b", "eu-central-1c"]
}

database = {
  engine_version        = "17"
  instance_class        = "db.r8g.xlarge"
  multi_az              = true
  storage_gib           = 400
  storage_max_gib       = 1600
  backup_retention_days = 35
  connections_max       = 3400
  slow_statement_ms     = 500
  slot_wal_max_mib      = 51200
}

backups = {
  bucket_name     = "accounts-backups-222222222222"
  lock_mode       = "COMPLIANCE"
  lock_days       = 35
  expiration_days = 365
}

image                = "222222222222.dkr.ecr.eu-central-1.amazonaws.com/lockkeeper@sha256:0000000000000000000000000000000000000000000000000000000000000000"
image_repository_arn = "arn:aws:ecr:eu-central-1:222222222222:repository/lockkeeper"
work_gib             = 200
repository           = "example/accounts"
log_retention_days   = 365
mail_addresses       = ["database@example.com"]
