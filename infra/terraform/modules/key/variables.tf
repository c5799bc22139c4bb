variable "name" {
  type        = string
  description = "Name of the service in this environment, such as accounts-staging."
}
