variable "name" {
  type        = string
  description = "Name of the service in this environment; the instance is called so."

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,40}$", var.name))
    error_message = "Lower-case letters, digits and dashes, at most 41 of them, and a letter first."
  }
}

variable "vpc_id" {
  type        = string
  description = "The network that the database lies in."
}

variable "subnet_ids" {
  type        = list(string)
  description = "Private subnets in two zones at least."
}

variable "client_security_group_ids" {
  type        = map(string)
  description = "Who may connect: security groups, by the name that the rule is to be explained with."
}

variable "key_arn" {
  type        = string
  description = "The key that encrypts storage, snapshots, the password, statistics and logs."
}

variable "database_name" {
  type        = string
  description = "The database that is made with the instance."
}

variable "engine_version" {
  type        = string
  description = "Version of PostgreSQL. With the major version alone, RDS takes its newest minor version."

  validation {
    condition     = can(regex("^1[4-9](\\.[0-9]+)?$", var.engine_version))
    error_message = "A version of PostgreSQL from 14 on, such as 17 or 17.6."
  }
}

variable "instance_class" {
  type        = string
  description = "Size of the server."
}

variable "multi_az" {
  type        = bool
  description = "True for a standby in another zone, which takes over by itself. Snapshots are then taken from it."
}

variable "storage_gib" {
  type        = number
  description = "Storage at first, in GiB."

  validation {
    condition     = var.storage_gib >= 20
    error_message = "RDS has no gp3 storage for PostgreSQL below 20 GiB."
  }
}

variable "storage_max_gib" {
  type        = number
  description = "Storage up to which RDS grows by itself, in GiB. A rewrite of a table needs its size once more."

  validation {
    condition     = var.storage_max_gib >= 2 * var.storage_gib
    error_message = "Leave room for a table to be written anew: twice storage_gib at least."
  }
}

variable "backup_retention_days" {
  type        = number
  description = "Days back to which the database can be restored at any second."

  validation {
    condition     = var.backup_retention_days >= 7 && var.backup_retention_days <= 35
    error_message = "RDS keeps 35 days at most, and less than 7 is no backup."
  }
}

variable "slow_statement_ms" {
  type        = number
  description = "A statement that takes so many milliseconds is logged."
}

variable "slot_wal_max_mib" {
  type        = number
  description = "Log that a replication slot may hold back, in MiB, before it is given up and not the disk."
}

variable "log_retention_days" {
  type        = number
  description = "Days for which the server's log is kept."
}
