// A database that only knows passwords.

import type { PolicyRule } from "../../../rule.ts";
import { settingRule } from "../../setting-rule.ts";
import type { Infra } from "../../subject.ts";

export const rule: PolicyRule<Infra> = settingRule({
  name: "database-iam",
  class: "advice",
  severity: "note",
  about: "a database that only knows passwords",
  settings: [
    ["aws_db_instance", "iam_database_authentication_enabled"],
    ["AWS::RDS::DBInstance", "EnableIAMDatabaseAuthentication"],
    ["aws_rds_cluster", "iam_database_authentication_enabled"],
    ["AWS::RDS::DBCluster", "EnableIAMDatabaseAuthentication"],
  ],
  isWrong: (value) => value !== true,
  message: (name) => `Roles of AWS cannot log in to ${name}: people and programs need passwords.`,
  instead: "Set NAME to true; roles that are granted rds_iam may then log in.",
  isOfCluster: true,
});
