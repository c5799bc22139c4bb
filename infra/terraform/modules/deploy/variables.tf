variable "name" {
  type        = string
  description = "Name of the service in this environment, such as accounts-staging."
}

variable "environment" {
  type        = string
  description = "Environment of lockkeeper.yaml that the task deploys to."
}

variable "vpc_id" {
  type        = string
  description = "The network that the task runs in."
}

variable "image" {
  type        = string
  description = "The image with Lockkeeper and the migrations, by its digest."

  validation {
    condition     = can(regex("@sha256:[0-9a-f]{64}$", var.image))
    error_message = "Name the image by its digest (…@sha256:…): what was rehearsed is what runs."
  }
}

variable "image_repository_arn" {
  type        = string
  description = "The ECR repository that the image lies in."
}

variable "database_arn" {
  type        = string
  description = "The instance, for the right to take a snapshot of it."
}

variable "database_endpoint" {
  type        = string
  description = "Host and port of the database."
}

variable "database_name" {
  type        = string
  description = "The database to change."
}

variable "secret_arn" {
  type        = string
  description = "The secret with the role's name and password."
}

variable "database_security_group_id" {
  type        = string
  description = "The security group of the database."
}

variable "endpoints_security_group_id" {
  type        = string
  description = "The security group of the ways to AWS."
}

variable "s3_prefix_list_id" {
  type        = string
  description = "The addresses of S3."
}

variable "backup_bucket_name" {
  type        = string
  description = "The bucket that copies go to."
}

variable "key_arn" {
  type        = string
  description = "The key that encrypts the secret, the copies and the log."
}

variable "work_gib" {
  type        = number
  description = "Disk of the task in GiB: room for one dump of the database."

  validation {
    condition     = var.work_gib >= 21 && var.work_gib <= 200
    error_message = "Fargate gives from 21 to 200 GiB."
  }
}

variable "log_retention_days" {
  type        = number
  description = "Days for which the task's log is kept."
}
