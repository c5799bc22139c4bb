# Staging. Its values are in terraform.tfvars; what they are values of is in modules/stack.

terraform {
  required_version = "~> 1.11"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "6.66.0"
    }
  }

  # The bucket is named in state.s3.tfbackend, which `init -backend-config` reads. The lock is an object beside the state.
  backend "s3" {
    key          = "accounts/staging.tfstate"
    encrypt      = true
    use_lockfile = true
  }
}

provider "aws" {
  region = var.region
  # Whoever is logged in to another account gets an error, and not a second database.
  allowed_account_ids = [var.account_id]

  default_tags {
    tags = {
      service     = "accounts"
      environment = "staging"
      managed-by  = "terraform"
    }
  }
}

module "stack" {
  source = "../../modules/stack"

  service              = "accounts"
  environment          = "staging"
  network              = var.network
  database             = var.database
  backups              = var.backups
  image                = var.image
  image_repository_arn = var.image_repository_arn
  work_gib             = var.work_gib
  repository           = var.repository
  log_retention_days   = var.log_retention_days
  mail_addresses       = var.mail_addresses
}
