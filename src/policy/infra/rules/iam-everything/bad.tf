# case: everything
resource "aws_iam_role_policy" "a" {
  role = "x"
  /*!*/ policy = jsonencode({
    Statement = [{ Effect = "Allow", Action = ["*"], Resource = "*" }]
  })
}
# case: in the text of a policy
resource "aws_iam_policy" "main" {
  /*!*/ policy = <<-EOT
    { "Statement": [{ "Effect": "Allow", "Action": "*", "Resource": "*" }] }
  EOT
}
