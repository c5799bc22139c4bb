// A database that one call removes.

import type { PolicyRule } from "../../../rule.ts";
import { settingRule } from "../../setting-rule.ts";
import type { Infra } from "../../subject.ts";

export const rule: PolicyRule<Infra> = settingRule({
  name: "database-deletion-protection",
  class: "hazard",
  severity: "error",
  about: "a database that one call removes",
  settings: [
    ["aws_db_instance", "deletion_protection"],
    ["AWS::RDS::DBInstance", "DeletionProtection"],
    ["aws_rds_cluster", "deletion_protection"],
    ["AWS::RDS::DBCluster", "DeletionProtection"],
  ],
  isWrong: (value) => value !== true,
  message: (name) => `One call removes ${name}, and a change that makes it anew does too.`,
  instead: "Set NAME to true.",
  unless: ["replicate_source_db", "SourceDBInstanceIdentifier"],
  isOfCluster: true,
});
