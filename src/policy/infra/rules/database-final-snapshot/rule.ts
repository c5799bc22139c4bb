// A database that leaves no snapshot behind when it is removed.

import type { PolicyRule } from "../../../rule.ts";
import { settingRule } from "../../setting-rule.ts";
import type { Infra } from "../../subject.ts";

export const rule: PolicyRule<Infra> = settingRule({
  name: "database-final-snapshot",
  class: "hazard",
  severity: "error",
  about: "a database that leaves no snapshot behind when it is removed",
  settings: [
    ["aws_db_instance", "skip_final_snapshot"],
    ["aws_rds_cluster", "skip_final_snapshot"],
  ],
  isWrong: (value) => value === true,
  message: (name) => `${name} leaves no snapshot behind when it is removed.`,
  instead: "Set NAME to false, and name the snapshot in final_snapshot_identifier.",
  unless: ["replicate_source_db"],
});
