// A database whose waits cannot be looked back at.

import type { PolicyRule } from "../../../rule.ts";
import { settingRule } from "../../setting-rule.ts";
import type { Infra } from "../../subject.ts";

export const rule: PolicyRule<Infra> = settingRule({
  name: "database-insights",
  class: "advice",
  severity: "note",
  about: "a database whose waits cannot be looked back at",
  settings: [
    ["aws_db_instance", "performance_insights_enabled"],
    ["AWS::RDS::DBInstance", "EnablePerformanceInsights"],
  ],
  isWrong: (value) => value !== true,
  message: (name) => `What sessions of ${name} waited for cannot be looked back at.`,
  instead: "Set NAME to true; seven days of it cost nothing.",
});
