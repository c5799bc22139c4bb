# case: an instance
/*!*/ resource "aws_db_instance" "main" {
  /*!*/ storage_encryptd = true
  /*!*/ multi_az = "maybe"
  /*!*/ allocated_storage = [20]
  /*!*/ arn = "x"
  /*!*/ restore {}
}
# case: a block inside, and an attribute
resource "aws_s3_bucket_versioning" "main" {
  bucket = "x"
  /*!*/ versioning_configuration {
    /*!*/ state = "Enabled"
  }
}
output "a" { value = /*!*/ aws_s3_bucket_versioning.main.status }
# case: types
/*!*/ resource "aws_db_instnce" "main" {}
/*!*/ data "aws_regoin" "main" {}
# case: an argument as a block
resource "aws_vpc" "main" {
  /*!*/ tags {
    Name = "x"
  }
}
