variable "region" {
  type        = string
  description = "Region of AWS."
}

variable "account_id" {
  type        = string
  description = "The account whose state the bucket keeps."

  validation {
    condition     = can(regex("^[0-9]{12}$", var.account_id))
    error_message = "An account has twelve digits."
  }
}
