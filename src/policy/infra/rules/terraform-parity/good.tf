# case: staging and production
# file: infra/staging/main.tf
provider "aws" {}
# file: infra/staging/terraform.tfvars
size     = 3
multi_az = false
# file: infra/production/main.tf
provider "aws" {}
# file: infra/production/terraform.tfvars
size     = 2
multi_az = true
