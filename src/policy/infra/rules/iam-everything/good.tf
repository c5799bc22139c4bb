# case: something on everything, and everything forbidden
resource "aws_iam_role_policy" "a" {
  role = "x"
  policy = jsonencode({
    Statement = [
      { Effect = "Allow", Action = "ecr:GetAuthorizationToken", Resource = "*" },
      { Effect = "Deny", Action = "*", Resource = "*" },
    ]
  })
}
