# case: beside a file that is read
resource "aws_vpc" "main" {}
# file: infra/more.tf.json
/*!*/ { "output": { "id": { "value": "${aws_vpc.main.id}" } } }
