variable "name" {
  type        = string
  description = "Name of the service in this environment, such as accounts-staging."
}

variable "key_arn" {
  type        = string
  description = "The key that encrypts messages until they are delivered."
}

variable "database_identifier" {
  type        = string
  description = "The instance that is watched."
}

variable "storage_gib" {
  type        = number
  description = "Storage that the instance has at first, in GiB."
}

variable "connections_max" {
  type        = number
  description = "Connections that the server takes; RDS derives max_connections from its memory."
}

variable "cluster_arn" {
  type        = string
  description = "The cluster whose failed tasks are told."
}

variable "mail_addresses" {
  type        = set(string)
  description = "Who is told. Each address has to confirm once."
}
