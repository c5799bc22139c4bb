# case: with one
resource "aws_secretsmanager_secret" "main" {
}
resource "aws_secretsmanager_secret_rotation" "main" {
  secret_id = aws_secretsmanager_secret.main.id
}
