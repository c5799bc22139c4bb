variable "name" {
  type        = string
  description = "Name of the service in this environment, such as accounts-staging."
}

variable "cidr_block" {
  type        = string
  description = "Addresses of the network. A /16 has room for 256 subnets."

  validation {
    condition     = can(cidrhost(var.cidr_block, 0)) && endswith(var.cidr_block, "/16")
    error_message = "Give a network of the size /16, such as 10.20.0.0/16."
  }
}

variable "availability_zones" {
  type        = list(string)
  description = "Zones that the subnets lie in. RDS wants two at least."

  validation {
    condition     = length(distinct(var.availability_zones)) >= 2
    error_message = "Name two different zones at least."
  }
}

variable "log_retention_days" {
  type        = number
  description = "Days for which the log of connections is kept."
}

variable "key_arn" {
  type        = string
  description = "The key that encrypts the log."
}
