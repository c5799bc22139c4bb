// A secret that is encrypted with the key of the account.

import type { PolicyRule } from "../../../rule.ts";
import { settingRule } from "../../setting-rule.ts";
import type { Infra } from "../../subject.ts";

export const rule: PolicyRule<Infra> = settingRule({
  name: "secret-key",
  class: "advice",
  severity: "note",
  about: "a secret without a key of its own",
  settings: [
    ["aws_secretsmanager_secret", "kms_key_id"],
    ["AWS::SecretsManager::Secret", "KmsKeyId"],
  ],
  isWrong: (value) => value === null,
  message: (name) =>
    `${name} takes the key of AWS: whoever may read secrets may read this one, and another account cannot be given it.`,
  instead: "Set NAME to a key of your own.",
});
