// Snapshots that nobody can tell the owner of.

import type { PolicyRule } from "../../../rule.ts";
import { settingRule } from "../../setting-rule.ts";
import type { Infra } from "../../subject.ts";

export const rule: PolicyRule<Infra> = settingRule({
  name: "database-snapshot-tags",
  class: "advice",
  severity: "warning",
  about: "snapshots that nobody can tell the owner of",
  settings: [
    ["aws_db_instance", "copy_tags_to_snapshot"],
    ["AWS::RDS::DBInstance", "CopyTagsToSnapshot"],
    ["aws_rds_cluster", "copy_tags_to_snapshot"],
    ["AWS::RDS::DBCluster", "CopyTagsToSnapshot"],
  ],
  isWrong: (value) => value !== true,
  message: (name) =>
    `Snapshots of ${name} do not get its tags: nobody can tell whose they are, and rules by tag pass them over.`,
  instead: "Set NAME to true.",
  isOfCluster: true,
});
