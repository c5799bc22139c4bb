# case: names behind a block
/*!*/ resource "aws_vpc" {
}
/*!*/ module {
}
/*!*/ locals "all" {
}
# case: a block that is none
/*!*/ resouce "aws_vpc" "main" {
}
# case: arguments that are none
variable "a" {
  /*!*/ descripton = "x"
}
terraform {
  /*!*/ required_provider {}
}
resource "aws_vpc" "main" {
  lifecycle {
    /*!*/ prevents_destroy = true
  }
}
# case: an output without a value
/*!*/ output "a" {
}
# case: types
variable "a" {
  /*!*/ type = boolean
}
variable "b" {
  /*!*/ type = list(strings)
}
variable "c" {
  /*!*/ type = "string"
}
