# case: none
/*!*/ resource "aws_secretsmanager_secret" "main" {
}
