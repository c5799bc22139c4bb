// A database whose log goes away with it.

import type { PolicyRule } from "../../../rule.ts";
import { settingRule } from "../../setting-rule.ts";
import type { Infra } from "../../subject.ts";

export const rule: PolicyRule<Infra> = settingRule({
  name: "database-log-exports",
  class: "hazard",
  severity: "warning",
  about: "a database whose log goes away with it",
  settings: [
    ["aws_db_instance", "enabled_cloudwatch_logs_exports"],
    ["AWS::RDS::DBInstance", "EnableCloudwatchLogsExports"],
    ["aws_rds_cluster", "enabled_cloudwatch_logs_exports"],
    ["AWS::RDS::DBCluster", "EnableCloudwatchLogsExports"],
  ],
  isWrong: (value) => !Array.isArray(value) || !value.includes("postgresql"),
  message: (name) =>
    `The log of ${name} stays on the server for three days: who waited for whom is gone when somebody asks.`,
  instead: "Set NAME to postgresql and upgrade.",
  // A cluster of the first serverless kind exports by itself.
  unless: ["scaling_configuration", "ScalingConfiguration"],
  isOfPostgres: true,
  isOfCluster: true,
});
