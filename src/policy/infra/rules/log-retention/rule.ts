// Logs that are kept for ever.

import type { PolicyRule } from "../../../rule.ts";
import { settingRule } from "../../setting-rule.ts";
import type { Infra } from "../../subject.ts";

export const rule: PolicyRule<Infra> = settingRule({
  name: "log-retention",
  class: "advice",
  severity: "warning",
  about: "logs that are kept for ever",
  settings: [
    ["aws_cloudwatch_log_group", "retention_in_days"],
    ["AWS::Logs::LogGroup", "RetentionInDays"],
  ],
  isWrong: (value) => value === null || value === 0,
  message: (name) => `${name} keeps its logs for ever, with all that is in them about people.`,
  instead: "Set NAME to the days after which nobody asks.",
});
