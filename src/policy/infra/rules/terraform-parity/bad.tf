# case: staging and production
# file: infra/staging/main.tf
provider "aws" {}
# file: infra/staging/terraform.tfvars
/*!*/ logs   = 30
backup = { retention_days = 14 }
# file: infra/production/main.tf
provider "aws" {}
# file: infra/production/terraform.tfvars
/*!*/ backup = { retention_days = 7 }
