# case: none
/*!*/ resource "aws_vpc" "main" {
}
