// A database with an address on the internet.

import type { PolicyRule } from "../../../rule.ts";
import { settingRule } from "../../setting-rule.ts";
import type { Infra } from "../../subject.ts";

export const rule: PolicyRule<Infra> = settingRule({
  name: "database-public",
  class: "hazard",
  severity: "error",
  about: "a database with an address on the internet",
  settings: [
    ["aws_db_instance", "publicly_accessible"],
    ["AWS::RDS::DBInstance", "PubliclyAccessible"],
    ["aws_rds_cluster_instance", "publicly_accessible"],
  ],
  isWrong: (value) => value === true,
  message: (name) =>
    `${name} gets an address on the internet: a mistake in one rule of its security group is then enough.`,
  instead: "Set NAME to false, and reach it from inside the network.",
});
