# infra/README.md has these values beside those of production, with the reason for each.

region     = "eu-central-1"
account_id = "111111111111"

network = {
  cidr_block         = "10.20.0.0/16"
  availability_zones = ["eu-central-1a", "eu-central-1b", "eu-central-1c"]
}

database = {
  engine_version        = "17"
  instance_class        = "db.t4g.medium"
  multi_az              = false
  storage_gib           = 50
  storage_max_gib       = 200
  backup_retention_days = 7
  connections_max       = 400
  slow_statement_ms     = 500
  slot_wal_max_mib      = 10240
}

backups = {
  bucket_name     = "accounts-backups-111111111111"
  lock_mode       = "GOVERNANCE"
  lock_days       = 7
  expiration_days = 30
}

image                = "111111111111.dkr.ecr.eu-central-1.amazonaws.com/lockkeeper@sha256:0000000000000000000000000000000000000000000000000000000000000000"
image_repository_arn = "arn:aws:ecr:eu-central-1:111111111111:repository/lockkeeper"
work_gib             = 60
repository           = "example/accounts"
log_retention_days   = 90
mail_addresses       = ["database@example.com"]
