variable "service" {
  type        = string
  description = "Name of the service whose database this is."

  validation {
    condition     = can(regex("^[a-z][a-z0-9]{1,20}$", var.service))
    error_message = "Lower-case letters and digits, at most 21 of them, and a letter first."
  }
}

variable "environment" {
  type        = string
  description = "Name of the environment, as in lockkeeper.yaml and on GitHub."

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,19}$", var.environment))
    error_message = "Lower-case letters, digits and dashes, at most 20 of them, and a letter first."
  }
}

variable "network" {
  type = object({
    cidr_block         = string
    availability_zones = list(string)
  })
  description = "Addresses and zones. Networks that may meet one day want different addresses."
}

variable "database" {
  type = object({
    engine_version        = string
    instance_class        = string
    multi_az              = bool
    storage_gib           = number
    storage_max_gib       = number
    backup_retention_days = number
    connections_max       = number
    slow_statement_ms     = number
    slot_wal_max_mib      = number
  })
  description = "Size and care of the database; infra/README.md explains each value."
}

variable "backups" {
  type = object({
    bucket_name     = string
    lock_mode       = string
    lock_days       = number
    expiration_days = number
  })
  description = "The bucket for copies, and how long nobody can remove them."
}

variable "image" {
  type        = string
  description = "The image of the deploy task, by its digest. A pipeline gives the one that was rehearsed."
}

variable "image_repository_arn" {
  type        = string
  description = "The ECR repository that the image lies in."
}

variable "work_gib" {
  type        = number
  description = "Disk of the deploy task in GiB: room for one dump of the database."
}

variable "client_security_group_ids" {
  type        = map(string)
  description = "Who may connect besides the deploy task: security groups, by a name for people."
  default     = {}
}

variable "repository" {
  type        = string
  description = "The GitHub repository whose jobs deploy, OWNER/NAME."
}

variable "create_oidc_provider" {
  type        = bool
  description = "True where the account does not know GitHub yet."
  default     = true
}

variable "log_retention_days" {
  type        = number
  description = "Days for which logs are kept."
}

variable "mail_addresses" {
  type        = set(string)
  description = "Who is told of alarms."
}
