// A secret that nothing changes.

import type { PolicyRule } from "../../../rule.ts";
import { without } from "../../beside.ts";
import type { Infra } from "../../subject.ts";

const COMPANY = {
  terraform: ["aws_secretsmanager_secret", "aws_secretsmanager_secret_rotation"],
  cloudFormation: ["AWS::SecretsManager::Secret", "AWS::SecretsManager::RotationSchedule"],
} as const;

export const rule: PolicyRule<Infra> = {
  name: "secret-rotation",
  class: "advice",
  severity: "note",
  about: "a secret that nothing changes",
  check: (infra) =>
    without(infra, COMPANY).map(({ name, spot }) => ({
      spot,
      message: `${name} is never changed: whoever has seen it once has it for ever.`,
      instead:
        "Change it by a schedule. The password of a database is best left to RDS: manage_master_user_password.",
    })),
};
