// A database that cannot be brought back to any second of the last seven days.

import type { PolicyRule } from "../../../rule.ts";
import { settingRule } from "../../setting-rule.ts";
import type { Infra } from "../../subject.ts";

const DAYS_MIN = 7;

export const rule: PolicyRule<Infra> = settingRule({
  name: "database-backup-retention",
  class: "hazard",
  severity: "error",
  about: "a database that cannot be brought back to any second of the last seven days",
  settings: [
    ["aws_db_instance", "backup_retention_period"],
    ["AWS::RDS::DBInstance", "BackupRetentionPeriod"],
    ["aws_rds_cluster", "backup_retention_period"],
    ["AWS::RDS::DBCluster", "BackupRetentionPeriod"],
  ],
  isWrong: (value) => value === null || (typeof value === "number" && value < DAYS_MIN),
  message: (name, value) =>
    `${name} keeps backups for ${value === null ? "one day" : `${JSON.stringify(value)} days`}: what is found out after a weekend cannot be put right.`,
  instead: "Set NAME to 7 or more; 35 is the most.",
  unless: ["replicate_source_db", "SourceDBInstanceIdentifier"],
  isOfCluster: true,
});
