// A database whose certificate comes from an authority that has ended.

import type { PolicyRule } from "../../../rule.ts";
import { settingRule } from "../../setting-rule.ts";
import type { Infra } from "../../subject.ts";

/** The last of them ended in August 2024. */
const isEnded = (value: unknown): boolean => typeof value === "string" && /^rds-ca-20\d\d$/.test(value);

export const rule: PolicyRule<Infra> = settingRule({
  name: "database-ca",
  class: "hazard",
  severity: "error",
  about: "a database whose certificate comes from an authority that has ended",
  settings: [
    ["aws_db_instance", "ca_cert_identifier"],
    ["aws_rds_cluster_instance", "ca_cert_identifier"],
    ["aws_rds_cluster", "ca_certificate_identifier"],
    ["AWS::RDS::DBInstance", "CACertificateIdentifier"],
  ],
  isWrong: isEnded,
  message: (name) =>
    `The certificate of ${name} comes from an authority that has ended: clients that look refuse it, and others do not look.`,
  instead: "Set NAME to rds-ca-rsa2048-g1, and give clients the bundle of AWS.",
});
