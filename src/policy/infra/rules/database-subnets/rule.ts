// A database that has one zone to live in.

import type { PolicyRule } from "../../../rule.ts";
import type { Infra } from "../../subject.ts";

const NAMES: Readonly<Record<string, string>> = {
  aws_db_subnet_group: "subnet_ids",
  "AWS::RDS::DBSubnetGroup": "SubnetIds",
};

export const rule: PolicyRule<Infra> = {
  name: "database-subnets",
  class: "hazard",
  severity: "error",
  about: "a group of subnets for databases with fewer than two",
  check: ({ things }) =>
    things.flatMap((thing) =>
      thing
        .settings(NAMES[thing.type] ?? "")
        .filter(({ value }) => Array.isArray(value) && value.length < 2)
        .map(({ spot }) => ({
          spot,
          message: `${thing.name} has fewer than two subnets. RDS wants two zones, and a standby needs the second.`,
          instead: "Name private subnets of two zones at least.",
        })),
    ),
};
