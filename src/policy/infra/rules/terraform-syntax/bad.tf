# case: two errors in one file
locals {
  a = [1 /*!*/ 2]
  b = 3
}
output "c" {
  value = /*!*/ }
}
# case: two arguments on one line
x = 1 /*!*/ y = 2
# case: an argument twice
locals {
  a = 1
  /*!*/ a = 2
}
# case: text that does not end
locals {
  a = /*!*/ "open
}
# case: values
# file: infra/terraform.tfvars
a = /*!*/ ?
