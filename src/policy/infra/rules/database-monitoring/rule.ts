// A database whose processes cannot be seen.

import type { PolicyRule } from "../../../rule.ts";
import { settingRule } from "../../setting-rule.ts";
import type { Infra } from "../../subject.ts";

export const rule: PolicyRule<Infra> = settingRule({
  name: "database-monitoring",
  class: "advice",
  severity: "note",
  about: "a database whose processes cannot be seen",
  settings: [
    ["aws_db_instance", "monitoring_interval"],
    ["AWS::RDS::DBInstance", "MonitoringInterval"],
  ],
  isWrong: (value) => value === null || value === 0,
  message: (name) =>
    `What ${name} is busy with cannot be seen: memory, disk and processes are told by enhanced monitoring alone.`,
  instead: "Set NAME to 60, and name a role for it.",
});
