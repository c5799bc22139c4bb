// Which resources of Terraform hold data that is lost with them.

/** Of AWS: the types that its own specification of CloudFormation calls stateful, by the names of Terraform. */
const AWS: ReadonlySet<string> = new Set([
  "aws_backup_vault",
  "aws_cloudformation_stack",
  "aws_cloudwatch_log_group",
  "aws_cognito_user_pool",
  "aws_db_instance",
  "aws_db_snapshot",
  "aws_docdb_cluster",
  "aws_docdb_cluster_instance",
  "aws_dynamodb_global_table",
  "aws_dynamodb_table",
  "aws_ebs_snapshot",
  "aws_ebs_volume",
  "aws_ecr_repository",
  "aws_efs_file_system",
  "aws_elasticache_cluster",
  "aws_elasticache_replication_group",
  "aws_elasticsearch_domain",
  "aws_emr_cluster",
  "aws_fsx_lustre_file_system",
  "aws_fsx_ontap_file_system",
  "aws_fsx_openzfs_file_system",
  "aws_fsx_windows_file_system",
  "aws_keyspaces_table",
  "aws_kinesis_stream",
  "aws_kms_key",
  "aws_memorydb_cluster",
  "aws_msk_cluster",
  "aws_neptune_cluster",
  "aws_neptune_cluster_instance",
  "aws_opensearch_domain",
  "aws_qldb_ledger",
  "aws_rds_cluster",
  "aws_rds_cluster_instance",
  "aws_redshift_cluster",
  "aws_s3_bucket",
  "aws_s3_object",
  "aws_secretsmanager_secret",
  "aws_sqs_queue",
  "aws_timestreamwrite_table",
]);

/** Of other providers nothing is known but the name, and one that sounds like data is taken for it. */
const SOUNDS_STATEFUL =
  /(?:^|_)(?:database|db|sql|postgresql|mysql|redis|bucket|volume|disk|table|dataset|file_?system|file_share|storage_account|snapshot|keyspace|secret|crypto_key|persistent_volume_claim)(?:_instance|_cluster|_server|_flexible_server|_v\d)?$/;

/** True where data may be lost with a resource of the type, such as `aws_db_instance`. */
export const isStatefulInTerraform = (type: string): boolean =>
  type.startsWith("aws_") ? AWS.has(type) : SOUNDS_STATEFUL.test(type);
