output "vpc_id" {
  description = "The network."
  value       = aws_vpc.this.id
}

output "subnet_ids" {
  description = "One private subnet for each zone."
  value       = [for zone in var.availability_zones : aws_subnet.private[zone].id]
}

output "endpoints_security_group_id" {
  description = "The security group of the ways to AWS, for rules that let a task out to it."
  value       = aws_security_group.endpoints.id
}

output "s3_prefix_list_id" {
  description = "The addresses of S3, for the same purpose."
  value       = aws_vpc_endpoint.s3.prefix_list_id
}
