variable "name" {
  type        = string
  description = "Name of the service in this environment, such as accounts-staging."
}

variable "environment" {
  type        = string
  description = "The GitHub environment whose jobs take the role on."
}

variable "repository" {
  type        = string
  description = "The GitHub repository, OWNER/NAME."

  validation {
    condition     = can(regex("^[A-Za-z0-9-]+/[A-Za-z0-9._-]+$", var.repository))
    error_message = "One repository as OWNER/NAME, without wildcards: they would let others in."
  }
}

variable "create_oidc_provider" {
  type        = bool
  description = "True where the account does not know GitHub yet. An account knows it once."
}

variable "cluster_arn" {
  type        = string
  description = "The cluster that the task runs on."
}

variable "task_definition_arn" {
  type        = string
  description = "The task that may be started."
}

variable "task_role_arns" {
  type        = list(string)
  description = "The roles that are handed to the task."
}

variable "log_group_arn" {
  type        = string
  description = "The log of the task."
}
