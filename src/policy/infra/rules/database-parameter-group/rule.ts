// A database with parameters that nobody can change.

import type { PolicyRule } from "../../../rule.ts";
import { settingRule } from "../../setting-rule.ts";
import type { Infra } from "../../subject.ts";

export const rule: PolicyRule<Infra> = settingRule({
  name: "database-parameter-group",
  class: "advice",
  severity: "warning",
  about: "a database with parameters that nobody can change",
  settings: [
    ["aws_db_instance", "parameter_group_name"],
    ["AWS::RDS::DBInstance", "DBParameterGroupName"],
  ],
  isWrong: (value) => value === null || (typeof value === "string" && value.startsWith("default.")),
  message: (name) =>
    `${name} has the parameters that RDS gives everybody, and they cannot be changed: no TLS is forced, and no lock wait is logged.`,
  instead: "Make a parameter group, and name it in NAME.",
  unless: ["replicate_source_db", "SourceDBInstanceIdentifier"],
  isOfCluster: true,
});
