// A database of production without a standby.

import type { PolicyRule } from "../../../rule.ts";
import { settingRule } from "../../setting-rule.ts";
import type { Infra } from "../../subject.ts";

export const rule: PolicyRule<Infra> = settingRule({
  name: "database-multi-az",
  class: "hazard",
  severity: "warning",
  about: "a database of production without a standby",
  settings: [
    ["aws_db_instance", "multi_az"],
    ["AWS::RDS::DBInstance", "MultiAZ"],
  ],
  isWrong: (value) => value !== true,
  message: (name) =>
    `${name} has no standby in production: a zone that fails takes it down, and a snapshot holds writes up.`,
  instead: "Set NAME to true.",
  unless: ["replicate_source_db", "SourceDBInstanceIdentifier", "cluster_identifier", "DBClusterIdentifier"],
  isForProduction: true,
});
