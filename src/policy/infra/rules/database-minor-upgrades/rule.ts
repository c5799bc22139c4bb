// A database that does not get fixes.

import type { PolicyRule } from "../../../rule.ts";
import { settingRule } from "../../setting-rule.ts";
import type { Infra } from "../../subject.ts";

export const rule: PolicyRule<Infra> = settingRule({
  name: "database-minor-upgrades",
  class: "advice",
  severity: "warning",
  about: "a database that does not get fixes",
  settings: [
    ["aws_db_instance", "auto_minor_version_upgrade"],
    ["AWS::RDS::DBInstance", "AutoMinorVersionUpgrade"],
  ],
  isWrong: (value) => value === false,
  message: (name) =>
    `${name} stays at its minor version until somebody thinks of it. Fixes of security come as minor versions.`,
  instead: "Set NAME to true; it happens in the maintenance window.",
});
