// A database that is encrypted with the key of the account, which cannot be shared.

import type { PolicyRule } from "../../../rule.ts";
import { settingRule } from "../../setting-rule.ts";
import type { Infra } from "../../subject.ts";

export const rule: PolicyRule<Infra> = settingRule({
  name: "database-key",
  class: "advice",
  severity: "note",
  about: "a database without a key of its own",
  settings: [
    ["aws_db_instance", "kms_key_id"],
    ["AWS::RDS::DBInstance", "KmsKeyId"],
    ["aws_rds_cluster", "kms_key_id"],
    ["AWS::RDS::DBCluster", "KmsKeyId"],
  ],
  isWrong: (value) => value === null,
  message: (name) =>
    `${name} takes the key of AWS: its snapshots cannot be copied to another account, and nobody can say who may decrypt.`,
  instead: "Set NAME to a key of your own. It cannot be changed later.",
  unless: [
    "snapshot_identifier",
    "DBSnapshotIdentifier",
    "replicate_source_db",
    "SourceDBInstanceIdentifier",
  ],
  isOfCluster: true,
});
