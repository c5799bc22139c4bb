variable "bucket_name" {
  type        = string
  description = "Name of the bucket. It is unique in the whole world."
}

variable "key_arn" {
  type        = string
  description = "The key that encrypts the copies."
}

variable "lock_mode" {
  type        = string
  description = "GOVERNANCE: who has a special right may remove a copy early. COMPLIANCE: nobody may, not even the account's owner."

  validation {
    condition     = contains(["GOVERNANCE", "COMPLIANCE"], var.lock_mode)
    error_message = "It is GOVERNANCE or COMPLIANCE."
  }
}

variable "lock_days" {
  type        = number
  description = "Days for which a copy cannot be removed."
}

variable "expiration_days" {
  type        = number
  description = "Days after which a copy is removed."

  validation {
    condition     = var.expiration_days >= var.lock_days
    error_message = "A copy cannot expire before its lock ends: expiration_days is at least lock_days."
  }
}
