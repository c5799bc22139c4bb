// A password that stands in the definition.

import type { PolicyRule } from "../../../rule.ts";
import { settingRule } from "../../setting-rule.ts";
import type { Infra } from "../../subject.ts";

export const rule: PolicyRule<Infra> = settingRule({
  name: "database-password-plain",
  class: "hazard",
  severity: "error",
  about: "a password that stands in the definition",
  settings: [
    ["aws_db_instance", "password"],
    ["AWS::RDS::DBInstance", "MasterUserPassword"],
    ["aws_rds_cluster", "master_password"],
    ["AWS::RDS::DBCluster", "MasterUserPassword"],
  ],
  isWrong: (value) => typeof value === "string" && !value.startsWith("{{resolve:"),
  message: (name) =>
    `The password of ${name} stands in the definition: whoever reads the repository, its history or the state has it.`,
  instead:
    "Remove NAME, and let RDS make and keep the password (manage_master_user_password, ManageMasterUserPassword). Change the one that was here.",
});
