# PostgreSQL on RDS. What is the same in every environment stands here as a value; what differs is a variable.

data "aws_partition" "current" {}

locals {
  port          = 5432
  major_version = split(".", var.engine_version)[0]

  # See infra/README.md for why each of them has this value.
  parameters = {
    "rds.force_ssl"                       = { value = "1", method = "immediate" }
    "shared_preload_libraries"            = { value = "pg_stat_statements", method = "pending-reboot" }
    "log_lock_waits"                      = { value = "1", method = "immediate" }
    "deadlock_timeout"                    = { value = "1000", method = "immediate" }
    "log_min_duration_statement"          = { value = tostring(var.slow_statement_ms), method = "immediate" }
    "log_autovacuum_min_duration"         = { value = "1000", method = "immediate" }
    "log_temp_files"                      = { value = "10240", method = "immediate" }
    "log_checkpoints"                     = { value = "1", method = "immediate" }
    "log_connections"                     = { value = "1", method = "immediate" }
    "log_disconnections"                  = { value = "1", method = "immediate" }
    "log_statement"                       = { value = "ddl", method = "immediate" }
    "idle_in_transaction_session_timeout" = { value = "60000", method = "immediate" }
    "track_activity_query_size"           = { value = "4096", method = "pending-reboot" }
    "max_slot_wal_keep_size"              = { value = tostring(var.slot_wal_max_mib), method = "immediate" }
  }
}

resource "aws_db_subnet_group" "this" {
  name        = var.name
  description = "Private subnets of ${var.name}."
  subnet_ids  = var.subnet_ids
}

resource "aws_db_parameter_group" "this" {
  # A new major version needs a new group while the old one is still in use.
  name_prefix = "${var.name}-"
  description = "TLS for everybody, and a log that tells who waited for whom."
  family      = "postgres${local.major_version}"

  dynamic "parameter" {
    for_each = local.parameters

    content {
      name         = parameter.key
      value        = parameter.value.value
      apply_method = parameter.value.method
    }
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_security_group" "database" {
  name        = "${var.name}-database"
  description = "The database. It lets in who is named by a rule, and calls nobody."
  vpc_id      = var.vpc_id

  tags = { Name = "${var.name}-database" }
}

resource "aws_vpc_security_group_ingress_rule" "client" {
  for_each = var.client_security_group_ids

  security_group_id            = aws_security_group.database.id
  description                  = "PostgreSQL from ${each.key}."
  referenced_security_group_id = each.value
  ip_protocol                  = "tcp"
  from_port                    = local.port
  to_port                      = local.port
}

resource "aws_cloudwatch_log_group" "database" {
  for_each = toset(["postgresql", "upgrade"])

  # RDS writes to groups of these names, and would make them itself: for ever, and without our key.
  name              = "/aws/rds/instance/${var.name}/${each.value}"
  retention_in_days = var.log_retention_days
  kms_key_id        = var.key_arn
}

resource "aws_iam_role" "monitoring" {
  name = "${var.name}-database-monitoring"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "monitoring.rds.amazonaws.com" }
      Action    = "sts:AssumeRole"
    }]
  })
}

resource "aws_iam_role_policy_attachment" "monitoring" {
  role       = aws_iam_role.monitoring.name
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole"
}

resource "aws_db_instance" "this" {
  identifier     = var.name
  engine         = "postgres"
  engine_version = var.engine_version
  instance_class = var.instance_class
  multi_az       = var.multi_az
  db_name        = var.database_name
  port           = local.port

  # RDS makes the password, keeps it in Secrets Manager and changes it: nobody ever types or sees it.
  username                      = "lockkeeper"
  manage_master_user_password   = true
  master_user_secret_kms_key_id = var.key_arn

  iam_database_authentication_enabled = true

  storage_type          = "gp3"
  allocated_storage     = var.storage_gib
  max_allocated_storage = var.storage_max_gib
  storage_encrypted     = true
  kms_key_id            = var.key_arn

  db_subnet_group_name   = aws_db_subnet_group.this.name
  vpc_security_group_ids = [aws_security_group.database.id]
  publicly_accessible    = false
  ca_cert_identifier     = "rds-ca-rsa2048-g1"
  parameter_group_name   = aws_db_parameter_group.this.name

  backup_retention_period   = var.backup_retention_days
  backup_window             = "01:00-02:00"
  copy_tags_to_snapshot     = true
  delete_automated_backups  = false
  deletion_protection       = true
  skip_final_snapshot       = false
  final_snapshot_identifier = "${var.name}-final"

  maintenance_window          = "sun:03:00-sun:04:00"
  auto_minor_version_upgrade  = true
  allow_major_version_upgrade = false
  apply_immediately           = false

  enabled_cloudwatch_logs_exports       = ["postgresql", "upgrade"]
  monitoring_interval                   = 60
  monitoring_role_arn                   = aws_iam_role.monitoring.arn
  performance_insights_enabled          = true
  performance_insights_kms_key_id       = var.key_arn
  performance_insights_retention_period = 7

  depends_on = [aws_cloudwatch_log_group.database, aws_iam_role_policy_attachment.monitoring]

  lifecycle {
    prevent_destroy = true
  }
}
