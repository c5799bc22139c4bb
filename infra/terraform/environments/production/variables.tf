variable "region" {
  type        = string
  description = "Region of AWS."
}

variable "account_id" {
  type        = string
  description = "The account that this environment lives in."

  validation {
    condition     = can(regex("^[0-9]{12}$", var.account_id))
    error_message = "An account has twelve digits."
  }
}

variable "network" {
  type = object({
    cidr_block         = string
    availability_zones = list(string)
  })
  description = "Addresses and zones."
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
  description = "Size and care of the database."
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
  description = "The image of the deploy task, by its digest."
}

variable "image_repository_arn" {
  type        = string
  description = "The ECR repository that the image lies in."
}

variable "work_gib" {
  type        = number
  description = "Disk of the deploy task in GiB."
}

variable "repository" {
  type        = string
  description = "The GitHub repository whose jobs deploy, OWNER/NAME."
}

variable "log_retention_days" {
  type        = number
  description = "Days for which logs are kept."
}

variable "mail_addresses" {
  type        = set(string)
  description = "Who is told of alarms."
}
