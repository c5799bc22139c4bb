// A key that is never renewed.

import type { PolicyRule } from "../../../rule.ts";
import { settingRule } from "../../setting-rule.ts";
import type { Infra } from "../../subject.ts";

export const rule: PolicyRule<Infra> = settingRule({
  name: "key-rotation",
  class: "advice",
  severity: "warning",
  about: "a key that is never renewed",
  settings: [
    ["aws_kms_key", "enable_key_rotation"],
    ["AWS::KMS::Key", "EnableKeyRotation"],
  ],
  isWrong: (value) => value !== true,
  message: (name) =>
    `${name} is never renewed: what was once encrypted with it can be read for ever by whoever got it.`,
  instead: "Set NAME to true.",
  unless: ["key_usage", "KeyUsage", "customer_master_key_spec", "KeySpec"],
});
