// A database on hardware of a generation that AWS has left behind.

import type { PolicyRule } from "../../../rule.ts";
import { settingRule } from "../../setting-rule.ts";
import type { Infra } from "../../subject.ts";
import { showValue } from "../../terraform/value.ts";

const OLD = /^db\.(?:t1|t2|m1|m2|m3|m4|r3|r4|cr1|x1)\./;
const isOld = (value: unknown): boolean => typeof value === "string" && OLD.test(value);

export const rule: PolicyRule<Infra> = settingRule({
  name: "database-class",
  class: "advice",
  severity: "warning",
  about: "a database on hardware of a generation that AWS has left behind",
  settings: [
    ["aws_db_instance", "instance_class"],
    ["aws_rds_cluster_instance", "instance_class"],
    ["AWS::RDS::DBInstance", "DBInstanceClass"],
  ],
  isWrong: isOld,
  message: (name, value) =>
    `${name} runs on ${showValue(value)}: AWS has little left of it, and new versions of PostgreSQL do not run there.`,
  instead: "Take a class of now: db.t4g, db.m7g or db.r7g, for example.",
});
