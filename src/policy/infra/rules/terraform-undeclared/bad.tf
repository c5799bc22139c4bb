# case: each kind
output "a" { value = /*!*/ var.size }
output "b" { value = "x-${/*!*/ local.name}" }
output "c" { value = [for s in /*!*/ aws_subnet.main : s.id] }
output "d" { value = /*!*/ data.aws_region.here.region }
output "e" { value = /*!*/ module.key.arn }
output "f" { value = /*!*/ size }
# case: an output that is not there
module "key" { source = "./key" }
output "a" { value = /*!*/ module.key.arm }
# file: infra/key/main.tf
output "arn" { value = "x" }
