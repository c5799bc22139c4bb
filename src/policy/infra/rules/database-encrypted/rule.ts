// A database whose storage is not encrypted.

import type { PolicyRule } from "../../../rule.ts";
import { settingRule } from "../../setting-rule.ts";
import type { Infra } from "../../subject.ts";

export const rule: PolicyRule<Infra> = settingRule({
  name: "database-encrypted",
  class: "hazard",
  severity: "error",
  about: "a database whose storage is not encrypted",
  settings: [
    ["aws_db_instance", "storage_encrypted"],
    ["AWS::RDS::DBInstance", "StorageEncrypted"],
    ["aws_rds_cluster", "storage_encrypted"],
    ["AWS::RDS::DBCluster", "StorageEncrypted"],
  ],
  isWrong: (value) => value !== true,
  message: (name) =>
    `The storage of ${name} is not encrypted, and neither are its snapshots. It can only be had from the start.`,
  instead: "Set NAME to true.",
  unless: [
    "snapshot_identifier",
    "DBSnapshotIdentifier",
    "replicate_source_db",
    "SourceDBInstanceIdentifier",
  ],
  isOfCluster: true,
});
