# case: other JSON
resource "aws_vpc" "main" {}
# file: infra/policy.json
{ "Version": "2012-10-17" }
