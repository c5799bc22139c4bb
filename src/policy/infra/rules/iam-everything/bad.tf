# case: everything
resource "aws_iam_role_policy" "a" {
  role = "x"
  /*!*/ policy = jsonencode({
    Statement = [{ Effect = "Allow", Action = ["*"], Resource = "*" }]
  })
}
