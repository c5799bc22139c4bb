# Everything that one environment has. Staging and production are this module with other values, so what is tried in
# the one is what the other gets.

locals {
  name = "${var.service}-${var.environment}"
}

module "key" {
  source = "../key"

  name = local.name
}

module "network" {
  source = "../network"

  name               = local.name
  cidr_block         = var.network.cidr_block
  availability_zones = var.network.availability_zones
  log_retention_days = var.log_retention_days
  key_arn            = module.key.arn
}

module "database" {
  source = "../database"

  name       = local.name
  vpc_id     = module.network.vpc_id
  subnet_ids = module.network.subnet_ids
  key_arn    = module.key.arn

  client_security_group_ids = merge(
    { "the deploy task" = module.deploy.security_group_id },
    var.client_security_group_ids,
  )

  database_name         = var.service
  engine_version        = var.database.engine_version
  instance_class        = var.database.instance_class
  multi_az              = var.database.multi_az
  storage_gib           = var.database.storage_gib
  storage_max_gib       = var.database.storage_max_gib
  backup_retention_days = var.database.backup_retention_days
  slow_statement_ms     = var.database.slow_statement_ms
  slot_wal_max_mib      = var.database.slot_wal_max_mib
  log_retention_days    = var.log_retention_days
}

module "backups" {
  source = "../backups"

  bucket_name     = var.backups.bucket_name
  key_arn         = module.key.arn
  lock_mode       = var.backups.lock_mode
  lock_days       = var.backups.lock_days
  expiration_days = var.backups.expiration_days
}

module "deploy" {
  source = "../deploy"

  name                        = local.name
  environment                 = var.environment
  vpc_id                      = module.network.vpc_id
  image                       = var.image
  image_repository_arn        = var.image_repository_arn
  database_arn                = module.database.arn
  database_endpoint           = module.database.endpoint
  database_name               = module.database.database_name
  secret_arn                  = module.database.secret_arn
  database_security_group_id  = module.database.security_group_id
  endpoints_security_group_id = module.network.endpoints_security_group_id
  s3_prefix_list_id           = module.network.s3_prefix_list_id
  backup_bucket_name          = module.backups.bucket_name
  key_arn                     = module.key.arn
  work_gib                    = var.work_gib
  log_retention_days          = var.log_retention_days
}

module "pipeline" {
  source = "../pipeline"

  name                 = local.name
  environment          = var.environment
  repository           = var.repository
  create_oidc_provider = var.create_oidc_provider
  cluster_arn          = module.deploy.cluster_arn
  task_definition_arn  = module.deploy.task_definition_arn
  task_role_arns       = module.deploy.role_arns
  log_group_arn        = module.deploy.log_group_arn
}

module "alarms" {
  source = "../alarms"

  name                = local.name
  key_arn             = module.key.arn
  database_identifier = module.database.identifier
  storage_gib         = var.database.storage_gib
  connections_max     = var.database.connections_max
  cluster_arn         = module.deploy.cluster_arn
  mail_addresses      = var.mail_addresses
}
