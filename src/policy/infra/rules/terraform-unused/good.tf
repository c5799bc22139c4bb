# case: used
variable "size" {}
locals { name = "x-${var.size}" }
output "name" { value = local.name }
