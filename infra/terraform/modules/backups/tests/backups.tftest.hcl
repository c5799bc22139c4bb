# A copy that somebody can remove is none.

mock_provider "aws" {}

variables {
  bucket_name     = "accounts-backups-test"
  key_arn         = "arn:aws:kms:eu-central-1:111111111111:key/1"
  lock_mode       = "COMPLIANCE"
  lock_days       = 35
  expiration_days = 365
}

run "is_locked_and_private" {
  command = plan

  assert {
    condition     = aws_s3_bucket.this.object_lock_enabled
    error_message = "The bucket has an object lock, which can only be had from the start."
  }

  assert {
    condition = alltrue([
      aws_s3_bucket_public_access_block.this.block_public_acls,
      aws_s3_bucket_public_access_block.this.block_public_policy,
      aws_s3_bucket_public_access_block.this.ignore_public_acls,
      aws_s3_bucket_public_access_block.this.restrict_public_buckets,
    ])
    error_message = "Nothing in the bucket is public."
  }
}

run "refuses_to_expire_before_the_lock_ends" {
  command = plan

  variables {
    expiration_days = 7
  }

  expect_failures = [var.expiration_days]
}
